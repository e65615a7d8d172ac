export type AlertSeverity = 'warning' | 'critical';
