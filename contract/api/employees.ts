import { z } from 'zod';
import { id, line } from '../values.js';

export const employeeBody = z.strictObject({ name: line(100) });

export const employee = z.object({ id, businessId: id, name: z.string() }).meta({ id: 'Employee' });
export type Employee = z.infer<typeof employee>;

/** An employee is assigned to one place: a lot, or the car wash of one booking. */
export const assignmentBody = z.union([z.strictObject({ lotId: id }), z.strictObject({ carWashId: id })]);
export type AssignmentBody = z.infer<typeof assignmentBody>;

export const assignment = z
  .object({ id, employeeId: id, lotId: id.nullable(), carWashId: id.nullable() })
  .meta({ id: 'Assignment' });
export type Assignment = z.infer<typeof assignment>;

export const listedEmployee = employee
  .extend({ assignments: z.array(assignment.omit({ employeeId: true })) })
  .meta({ id: 'ListedEmployee', description: '`assignments` are newest first.' });
export type ListedEmployee = z.infer<typeof listedEmployee>;
