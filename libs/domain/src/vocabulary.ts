/** How closely the enterprise is tied to a vendor. Clause 1.2.1. */
export const TIERS = ['STRATEGIC', 'REGULAR', 'TEMPORARY'] as const;
export type Tier = (typeof TIERS)[number];

/** What a vendor has proven it can maintain. Clause 1.2.3. */
export const CAPABILITY_CATEGORIES = ['HARDWARE', 'SOFTWARE', 'NETWORK', 'SECURITY'] as const;
export type CapabilityCategory = (typeof CAPABILITY_CATEGORIES)[number];

/** What a vendor does: 设备维护, 系统升级, 故障处理. Clause 1.1.2. */
export const SERVICE_KINDS = ['MAINTENANCE', 'UPGRADE', 'FAULT_HANDLING'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** How grave a fault is; 1 is the gravest. Clause 2.2.1a. */
export const SEVERITIES = [1, 2, 3, 4] as const;
export type Severity = (typeof SEVERITIES)[number];
