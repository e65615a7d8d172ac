import type { ApprovedBusiness, Business } from '../../../contract/api/businesses.js';
import type { BusinessEntity } from '../../../domain/businesses/business.entity.js';

/** A business as the contract shows it. */
export function presentBusiness({ id, name, ownerId, createdAt, updatedAt }: BusinessEntity): Business {
  return { id, name, ownerId, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** The same for admins, with when it was approved. */
export const presentApprovedBusiness = (business: BusinessEntity): ApprovedBusiness => ({
  ...presentBusiness(business),
  approvedAt: business.approvedAt?.toISOString() ?? null,
});
