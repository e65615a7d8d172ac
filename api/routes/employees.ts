import {
  assignment,
  assignmentBody,
  employee,
  employeeBody,
  listedEmployee,
} from '../../contract/api/employees.js';
import { idParams, page, pageQuery } from '../../contract/values.js';
import { addEmployee } from '../../domain/employees/add-employee.js';
import type { OwnerLimits } from '../../domain/businesses/owner-limits.js';
import { assignEmployee } from '../../domain/employees/assign-employee.js';
import { listEmployees } from '../../domain/employees/list-employees.js';
import { route, type Route } from '../http/route.js';

export const employeeRoutes = (limits: OwnerLimits): Route[] => [
  route({
    method: 'post',
    path: '/businesses/:id/employees',
    tag: 'Employees',
    summary: 'Add an employee to your business',
    description: '409 `too_many_employees` when it has as many as one business may.',
    who: ['owner'],
    params: idParams,
    body: employeeBody,
    answer: { status: 201, schema: employee },
    problems: [404, 409],
    handle: ({ db, caller, params, body }) => addEmployee(db, caller, params.id, body.name, limits),
  }),
  route({
    method: 'get',
    path: '/businesses/:id/employees',
    tag: 'Employees',
    summary: 'List the employees of your business with their assignments',
    who: ['owner'],
    params: idParams,
    query: pageQuery,
    answer: { status: 200, schema: page(listedEmployee) },
    problems: [404],
    handle: ({ db, caller, params, query }) => listEmployees(db, caller, params.id, query),
  }),
  route({
    method: 'post',
    path: '/employees/:id/assignments',
    tag: 'Employees',
    summary: 'Assign an employee to a lot or to a car wash of your business',
    description:
      '409 `too_many_assignments` when they have as many as one employee may, `not_active` for the car wash of a booking ' +
      'that was cancelled or declined.',
    who: ['owner'],
    params: idParams,
    body: assignmentBody,
    answer: { status: 201, schema: assignment },
    problems: [404, 409],
    handle: ({ db, caller, params, body }) => assignEmployee(db, caller, params.id, body, limits),
  }),
];
