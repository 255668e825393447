import type { AccountChanges, AccountRow } from './account-store.ts';

/** What of the new values differs from what is stored. */
export function changedFields(
  row: AccountRow,
  { displayName, email, role, disabled }: AccountChanges,
): AccountChanges {
  return {
    ...(displayName !== undefined && displayName !== row.display_name && { displayName }),
    ...(email !== undefined && email !== row.email && { email }),
    ...(role !== undefined && role !== row.role && { role }),
    ...(disabled !== undefined && disabled !== (row.disabled_at !== null) && { disabled }),
  };
}
