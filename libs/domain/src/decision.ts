/** What a rule decided: the state to keep and the facts to announce. Both are stored, or neither. */
export type Decision<State, Event> = { readonly state: State; readonly events: readonly Event[] };
