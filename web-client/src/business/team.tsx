import { useState } from 'preact/hooks';
import type { OwnLotSummary } from '../../../contract/api/businesses.js';
import type { AssignmentBody, ListedEmployee } from '../../../contract/api/employees.js';
import { addEmployee, assignEmployee, listEmployees, listOwnLots } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { Form, textOf } from '../ui/form.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';
import { NameForm } from './name-form.js';

/** Who works for a business, and where. */
export function TeamPage({ businessId }: { businessId: string }) {
  const t = businessWords.value.team;
  const employees = usePages((page, signal) => listEmployees(businessId, page, signal));
  const lots = useResource((signal) => listOwnLots(businessId, { limit: 100 }, signal));
  const [added, setAdded] = useState(0);
  return (
    <Page
      title={t.title}
      above={
        <a class="back" href="/business">
          <span aria-hidden="true">←</span> {businessWords.value.title}
        </a>
      }
      below={t.lead}
    >
      <section class="card biz-form">
        <h2>{t.addTitle}</h2>
        <NameForm
          key={added}
          label={t.name}
          action={businessWords.value.add}
          send={addEmployee(businessId)}
          done={() => {
            setAdded((count) => count + 1);
            changedHere();
          }}
        />
      </section>
      <Shown of={employees} what={t.loading}>
        {({ items, isMore }) => (
          <>
            <ul class="cards">
              {items.map((employee) => (
                <EmployeeCard key={employee.id} employee={employee} lots={lots.data?.items ?? []} />
              ))}
            </ul>
            {isMore && <MoreButton more={employees.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}

interface CardProps {
  employee: ListedEmployee;
  lots: readonly OwnLotSummary[];
}

function EmployeeCard({ employee, lots }: CardProps) {
  const t = businessWords.value.team;
  const { submit, isBusy, error } = useSubmission<AssignmentBody, unknown>(
    assignEmployee(employee.id),
    changedHere,
  );
  const assigned = employee.assignments.flatMap(({ lotId }) => (lotId === null ? [] : [lotId]));
  const washes = employee.assignments.length - assigned.length;
  const left = lots.filter(({ id }) => !assigned.includes(id));
  const nameOf = (id: string) => lots.find((lot) => lot.id === id)?.name ?? t.anotherLot;
  return (
    <li class="card biz-form">
      <div class="card-text">
        <p class="strong">
          <bdi>{employee.name}</bdi>
        </p>
        {employee.assignments.length === 0 && <p class="hint">{t.notAssigned}</p>}
        {assigned.map((id) => (
          <p class="hint" key={id}>
            <bdi>{nameOf(id)}</bdi>
          </p>
        ))}
        {washes > 0 && <p class="hint">{t.washes(washes)}</p>}
      </div>
      {left.length > 0 && (
        <Form error={error} fields={[]} onSubmit={(form) => void submit({ lotId: textOf(form, 'lotId') })}>
          <div class="biz-assign">
            <select name="lotId" aria-label={t.lot}>
              {left.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <button type="submit" class="quiet" aria-disabled={isBusy}>
              {t.assign}
            </button>
          </div>
        </Form>
      )}
    </li>
  );
}
