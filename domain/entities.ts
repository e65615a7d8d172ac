import { BusinessRecord } from './businesses/business.js';
import { EmployeeRecord } from './employees/employee.js';

/** Everything that the ORM maps. */
export const entities = [BusinessRecord, EmployeeRecord];
