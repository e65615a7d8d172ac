import type { InboxTexts } from '../en/inbox.js';

export const texts: InboxTexts = {
  bell: (unread) => `Notificaciones, ${unread} sin leer`,
  title: 'Notificaciones',
  close: 'Cerrar las notificaciones',
  loading: 'Cargando notificaciones',
  tabs: { all: 'Todas', unread: 'Sin leer', archived: 'Archivadas' },
  markAllRead: 'Marcar todas como leídas',
  archiveRead: 'Archivar leídas',
  archiveAll: 'Archivar todas',
  undo: 'Deshacer',
  done: {
    read: 'Marcada como leída.',
    unread: 'Marcada como no leída.',
    allRead: 'Todas están marcadas como leídas.',
    archived: 'Archivada.',
    readArchived: 'Lo que leíste está archivado.',
    allArchived: 'Todas están archivadas.',
    back: 'De vuelta en la bandeja.',
    undone: 'Deshecho.',
  },
  unchanged: 'No se cambió nada',
  act: {
    read: 'Marcar como leída',
    unread: 'Marcar como no leída',
    archive: 'Archivar',
    unarchive: 'Devolver a la bandeja',
  },
  of: (act, title) => `${act}: ${title}`,
  isUnread: 'sin leer',
  past: 'ya no está vigente',
  nothing: {
    all: { title: 'Estás al día', more: 'Aquí te avisamos de lo que pasa con tus reservas.' },
    unread: { title: 'No hay nada sin leer', more: 'Lo que ya leíste está en Todas.' },
    archived: {
      title: 'No hay nada archivado',
      more: 'Lo que archives se puede leer aquí y devolver a la bandeja.',
    },
  },
};
