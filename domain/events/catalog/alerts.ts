import { z } from 'zod';
import { alertSeverity } from '../../../contract/api/operations.js';
import { id } from '../../../contract/values.js';
import { defineEvent, nobody } from './define-event.js';

const alertFacts = z.object({
  alertId: id,
  rule: z.string(),
  subject: z.string(),
  severity: alertSeverity,
  message: z.string(),
  /** In other languages than English, by their codes; none where an earlier release raised it. */
  translations: z.record(z.string(), z.string()).default({}),
  /** Who was an operator when it was raised. */
  operatorIds: z.array(id),
});

type AlertFacts = z.infer<typeof alertFacts>;

const theOperators = (p: AlertFacts) => p.operatorIds;

const about = ({ rule, subject }: AlertFacts) => (subject === '' ? rule : `${rule} (${subject})`);

/** What operators are warned of. Messages are made from names and figures of the code: no user input is in them. */
export const alertEvents = {
  'alert.raised': defineEvent({
    payload: alertFacts,
    recipients: theOperators,
    type: 'error',
    title: { en: 'Alerts of the installation', es: 'Alertas de la instalación' },
    reach: { email: 60, push: 5 },
    urgency: 'warning',
    texts: {
      en: (p) => ({ title: `Alert: ${about(p)}`, message: p.message }),
      es: (p) => ({ title: `Alerta: ${about(p)}`, message: p.translations.es ?? p.message }),
    },
    link: () => '/operations',
    data: (p) => ({ alertId: p.alertId, rule: p.rule, subject: p.subject }),
    alert: (p) => p.alertId,
  }),

  // Nobody is notified: the alert disappears from toasts and pages.
  'alert.cleared': defineEvent({
    payload: alertFacts,
    recipients: nobody,
    type: 'success',
    texts: {
      en: (p) => ({ title: `Alert over: ${about(p)}`, message: p.message }),
      es: (p) => ({ title: `Alerta terminada: ${about(p)}`, message: p.translations.es ?? p.message }),
    },
    alert: (p) => p.alertId,
    supersedes: { 'alert.raised': theOperators },
  }),
};
