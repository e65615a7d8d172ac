/** Calls of owners, in a module that is loaded together with their pages (code splitting). */
import type {
  Business,
  BusinessHours,
  CreatedLot,
  ListedBusiness,
  Lot,
  LotBody,
  LotChange,
  OwnLot,
  OwnLotSummary,
  SlotChange,
} from '../../../contract/api/businesses.js';
import type {
  Assignment,
  AssignmentBody,
  Employee,
  ListedEmployee,
} from '../../../contract/api/employees.js';
import type { Page } from '../../../contract/values.js';
import { get, patch, post, query, type PageQuery } from './calls.js';

interface Named {
  name: string;
}

export const listBusinesses = (page: PageQuery, signal?: AbortSignal) =>
  get<Page<ListedBusiness>>(`/businesses?${query({ ...page })}`, signal);
export const createBusiness = post<Named, Business>('/businesses');
export const readHours = (businessId: string, signal?: AbortSignal) =>
  get<BusinessHours>(`/businesses/${businessId}/hours`, signal);
export const renameBusiness = (id: string) => patch<Named, Business>(`/businesses/${id}`);

export const listOwnLots = (businessId: string, page: PageQuery, signal?: AbortSignal) =>
  get<Page<OwnLotSummary>>(`/businesses/${businessId}/lots?${query({ ...page })}`, signal);
export const addLot = (businessId: string) => post<LotBody, CreatedLot>(`/businesses/${businessId}/lots`);

/** With retired slots. */
export const findOwnLot = (id: string, signal?: AbortSignal) => get<OwnLot>(`/lots/${id}/slots`, signal);
export const changeLot = (id: string) => patch<LotChange, Lot>(`/lots/${id}`);
export const changeSlot = (id: string) => patch<SlotChange, OwnLot>(`/slots/${id}`);

export const listEmployees = (businessId: string, page: PageQuery, signal?: AbortSignal) =>
  get<Page<ListedEmployee>>(`/businesses/${businessId}/employees?${query({ ...page })}`, signal);
export const addEmployee = (businessId: string) =>
  post<Named, Employee>(`/businesses/${businessId}/employees`);
export const assignEmployee = (id: string) =>
  post<AssignmentBody, Assignment>(`/employees/${id}/assignments`);
