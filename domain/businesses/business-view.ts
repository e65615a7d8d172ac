/** Selects changed businesses with their facts, as the `changed` of a change statement. */
export const changedBusiness = (businesses: string) => `
  SELECT o.id, o.owner_id AS "ownerId", o.name, o.created_at AS "createdAt", o.updated_at AS "updatedAt",
         o.approved_at AS "approvedAt",
         jsonb_build_object('businessId', o.id, 'ownerId', o.owner_id, 'name', o.name) AS facts
  FROM ${businesses} o`;
