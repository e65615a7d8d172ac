import { z } from 'zod';
import { id } from '../../../contract/values.js';
import { defineEvent } from './define-event.js';
import { sentence } from './wording.js';

/** Employees. */
export const employeeEvents = {
  'employee.assigned': defineEvent({
    payload: z.object({
      assignmentId: id,
      employeeId: id,
      employeeName: z.string(),
      businessId: id,
      ownerId: id,
      place: z.string(),
      /** Set for a car wash. Events of earlier releases contain it in `place`. */
      vehiclePlate: z.string().nullish(),
      lotId: id.nullable(),
      carWashId: id.nullable(),
    }),
    recipients: (p) => [p.ownerId],
    type: 'info',
    title: { en: 'An employee is assigned', es: 'Se asigna un empleado' },
    reach: { email: null, push: null },
    texts: {
      en: (p) => ({
        title: 'Employee assigned',
        message: p.vehiclePlate
          ? sentence`${p.employeeName} is assigned to the car wash of ${p.vehiclePlate} at ${p.place}.`
          : sentence`${p.employeeName} is assigned to ${p.place}.`,
      }),
      es: (p) => ({
        title: 'Empleado asignado',
        message: p.vehiclePlate
          ? sentence`${p.employeeName} tiene asignado el lavado de ${p.vehiclePlate} en ${p.place}.`
          : sentence`${p.employeeName} tiene asignado ${p.place}.`,
      }),
    },
    data: (p) => ({ employeeId: p.employeeId, lotId: p.lotId, carWashId: p.carWashId }),
  }),
};
