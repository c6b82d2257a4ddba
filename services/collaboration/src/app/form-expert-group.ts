import { importedId } from '@steward/domain';
import { useCase } from '@steward/messaging';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Length } from 'class-validator';
import { saveGroup } from '../storage/expert-groups';

export class FormExpertGroup {
  @IsString() @Length(2, 100) name!: string;
  /** What they know, in codes of the enterprise's own. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  skills!: string[];
  /** Their logins. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  members!: string[];
}

/** Forms a group of experts, or says anew who is of it. Clause 2.3.2b. */
export const formExpertGroup = useCase(FormExpertGroup, async (tx, group) => {
  const id = importedId('expert-group', group.name);
  saveGroup(tx, { ...group, id });
  return { expertGroupId: id, members: group.members.length };
});
