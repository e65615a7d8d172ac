import type { Assignment, AssignmentBody } from '../../contract/api/employees.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { BusinessEntity } from '../businesses/business.entity.js';
import { addWithin, type Addition, type OwnerLimits } from '../businesses/owner-limits.js';
import { canManageBusiness } from '../businesses/policy.js';
import { mayBeWashed, washCancelled } from '../car-washes/car-wash-rules.js';
import { CarWashEntity } from '../car-washes/car-wash.entity.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { EmployeeEntity } from './employee.entity.js';

// The place must belong to the employee's business; foreign ids match nothing.
const assign = changeStatement(
  'assign-employee',
  `wash AS (
    SELECT w.id, b.business_id, b.lot_id, b.vehicle_plate
    FROM car_washes w JOIN bookings b ON b.id = w.booking_id JOIN employees e ON e.business_id = b.business_id
    WHERE w.id = $4 AND e.id = $2 AND ${mayBeWashed}
    FOR SHARE OF b -- nobody cancels or declines the booking meanwhile
  ),
  place AS (
    SELECT l.business_id, l.name, NULL AS vehicle_plate, l.id AS lot_id, NULL::uuid AS car_wash_id
    FROM lots l WHERE l.id = $3
    UNION ALL
    SELECT wash.business_id, l.name, wash.vehicle_plate, NULL, wash.id
    FROM wash JOIN lots l ON l.id = wash.lot_id
  ),
  assigned AS (
    INSERT INTO employee_assignments (employee_id, lot_id, car_wash_id)
    SELECT e.id, place.lot_id, place.car_wash_id
    FROM employees e JOIN place ON place.business_id = e.business_id
    WHERE e.id = $2
    RETURNING *
  ),
  changed AS (
    SELECT a.id, a.employee_id AS "employeeId", a.lot_id AS "lotId", a.car_wash_id AS "carWashId",
           jsonb_build_object(
             'assignmentId', a.id, 'employeeId', e.id, 'employeeName', e.name, 'businessId', o.id,
             'ownerId', o.owner_id, 'place', place.name, 'vehiclePlate', place.vehicle_plate,
             'lotId', a.lot_id, 'carWashId', a.car_wash_id
           ) AS facts
    FROM assigned a
    JOIN employees e ON e.id = a.employee_id
    JOIN businesses o ON o.id = e.business_id
    CROSS JOIN place
  )`,
);

/**
 * Assigns an employee to a lot or to a car wash.
 * @throws DomainError `not_found` if the employee or place is not of the caller's business, `too_many_assignments`, `not_active` for
 * the car wash of a cancelled or declined booking.
 */
export async function assignEmployee(
  db: Database,
  caller: Caller,
  employeeId: string,
  body: AssignmentBody,
  limits: OwnerLimits,
): Promise<Assignment> {
  const employee = await db.manager.findOneBy(EmployeeEntity, { id: employeeId });
  const business = employee && (await db.manager.findOneBy(BusinessEntity, { id: employee.businessId }));
  if (!business || !canManageBusiness(caller, business)) throw notFound('employee');
  const lotId = 'lotId' in body ? body.lotId : null;
  const carWashId = 'carWashId' in body ? body.carWashId : null;
  const additions: Addition[] = [{ limit: 'assignmentsPerEmployee', of: employeeId, count: 1 }];
  const events = [recordEvent('employee.assigned', caller.userId)];
  const assigned = await addWithin(db, caller.userId, limits, additions, (tx) =>
    recordChange<Assignment>(tx, assign, [employeeId, lotId, carWashId], events),
  );
  if (assigned) return assigned;
  if (carWashId === null) throw notFound('lot');
  const isOfBusiness = await db.manager.existsBy(CarWashEntity, { id: carWashId, businessId: business.id });
  throw isOfBusiness ? washCancelled() : notFound('car wash');
}
