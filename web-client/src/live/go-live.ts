import { effect, signal } from '@preact/signals';
import { io } from 'socket.io-client';
import type { Account } from '../../../contract/api/accounts.js';
import type { Booking } from '../../../contract/api/bookings.js';
import { ActiveBookingList } from '../bookings/active-bookings.js';
import { listNotifications } from '../http/api.js';
import { serverOrigin } from '../http/server.js';
import { openRenewalsOf } from '../renewals/renewals.js';
import { accessToken, freshToken, renewedToken } from '../session/credentials.js';
import { toastWords } from '../texts/toasts.js';
import { onTabMessage, tellTabs } from '../session/tabs.js';
import { serverClock } from '../time/clock.js';
import { presentInOneTab } from '../toasts/present-in-one-tab.js';
import { toasts } from '../toasts/toasts.js';
import { isUnread } from './after-change.js';
import { verificationsOf } from '../verifications/verifications.js';
import { BookingEnds } from './booking-ends.js';
import { changedHere, changes, somethingChanged } from './changes.js';
import { clientEvents } from '../../../contract/catalog.js';
import { Connection } from './connection.js';
import { Feed } from './feed.js';
import { HttpSync } from './http-sync.js';
import { Inbox } from './inbox.js';
import { InboxPages } from './inbox-pages.js';
import { live } from './live.js';
import { ShownReports } from './shown-reports.js';
import { socketOptions } from './socket-options.js';
import { storedPosition, storePosition } from './stored-position.js';
import { throttle } from './throttle.js';
import { chooseRunning, isWorthToast } from './toast-rules.js';
import { Toaster } from './toaster.js';
import { onWake } from './wake.js';

/** Interval of syncs without any hint of a loss. */
const syncEveryMs = 30_000;

/** Jitter of reloads after a reconnect, against a thundering herd of thousands of clients. */
const refreshWithinMs = 1_000;

/**
 * Connects a user and keeps the socket connected.
 * @param keepBookings called with the active bookings of a user and the server's time, for when there is no connection
 * @returns a function that stops it
 */
export function goLive(
  user: Account,
  keepBookings: (bookings: readonly Booking[], atMs: number) => void,
): () => void {
  const inbox = new Inbox();
  const isBellOpen = signal(false);
  const pages = new InboxPages(inbox, listNotifications);
  const toaster = new Toaster(toasts, clientEvents, {
    quote: (...asked) => renewals.quote(...asked),
    renew: (...asked) => renewals.renew(...asked),
  });
  const renewals = openRenewalsOf(user.id, {
    changed: changedHere,
    renewed(booking) {
      toaster.renewed(booking);
    },
    refused(renewal, error) {
      toaster.refused(renewal, error);
    },
  });
  const { verifications, stop: stopVerifying } = verificationsOf(user.id, toasts);
  const serverNow = () => serverClock.now();
  const withdraw = (ids: readonly string[]) => {
    toasts.dismissNotifications(ids);
  };
  const ends = new BookingEnds(toaster, { serverNow, confirm: somethingChanged, ended: somethingChanged });
  const activeBookings = new ActiveBookingList((bookings) => {
    ends.follow(bookings);
    keepBookings(bookings, serverNow());
  });

  const refresh = async () => {
    await pages.refresh();
    withdraw(
      inbox.items
        .peek()
        .filter((row) => !isUnread(row))
        .map(({ id }) => id),
    );
  };

  /** Warnings that still run are shown again by a page that is loaded anew. */
  const load = async () => {
    await refresh();
    for (const warning of chooseRunning(inbox.items.peek(), serverNow())) toaster.show(warning);
    takeOver();
  };

  /** What has come back to a list is not known here; of many at once there are many messages. */
  const refreshSoon = throttle(
    () => void refresh(),
    () => 1_000,
  );

  const feed = new Feed(
    inbox,
    {
      serverNow,
      sync: (from) => connection.sync(from),
      reload: () => void load(),
      keepPosition(position) {
        storePosition(user.id, position);
        shown.note();
      },
      heard(notifications) {
        for (const notification of notifications) ends.heard(notification);
        somethingChanged();
      },
      show(notification) {
        toaster.show(notification);
      },
      showDigest(count) {
        toasts.put({
          slot: 'digest',
          type: 'info',
          title: toastWords.peek().digest.title,
          message: toastWords.peek().digest.message(count),
          action: { label: toastWords.peek().showThem, run: () => (isBellOpen.value = true) },
        });
      },
      withdraw,
    },
    storedPosition(user.id),
  );

  const shown = new ShownReports({
    isVisible: () => document.visibilityState === 'visible',
    seq: () => feed.position.cursor,
    report: (seq) => connection.shown(seq),
  });
  let isFirstInbox = true;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  const connection: Connection = new Connection({
    open: (auth) => io(`${serverOrigin()}/`, { ...socketOptions, auth }),
    position: () => feed.position,
    freshToken,
    renewToken: renewedToken,
    onInbox(message) {
      feed.onInbox(message);
      // Marks (read, archived, superseded) made while disconnected are not resent.
      if (!isFirstInbox) refreshTimer = setTimeout(() => void refreshAll(), Math.random() * refreshWithinMs);
      isFirstInbox = false;
    },
    onNotification(notification) {
      feed.onNotification(notification);
    },
    onChange(change) {
      feed.onChange(change);
      if (change.supersededIds?.length) somethingChanged();
      const back = [...(change.unarchivedIds ?? []), ...(change.unreadIds ?? [])];
      if (back.some((id) => !inbox.find(id))) refreshSoon();
    },
  });
  const httpSync = new HttpSync({
    position: () => feed.position,
    read: listNotifications,
    take(inbox) {
      feed.onInbox(inbox);
      // Marks are told over the socket alone.
      void refresh();
    },
    isVisible: () => document.visibilityState === 'visible',
  });
  const refreshAll = () => {
    somethingChanged();
    return refresh();
  };

  /** What was asked for and not answered. */
  const resume = () => {
    void renewals.resume();
    void verifications.resume();
  };

  /** Toasts that another tab was showing, which this one may not have heard of or not loaded yet. */
  const handedOver = new Set<string>();
  const takeOver = () => {
    for (const row of [...handedOver].map((id) => inbox.find(id))) {
      if (!row) continue;
      handedOver.delete(row.id);
      if (!row.isArchived && isWorthToast(row, serverNow())) toaster.show(row);
    }
  };
  onTabMessage((message) => {
    if (message.kind !== 'handed-over' || live.peek()?.inbox !== inbox) return;
    for (const id of message.notificationIds) handedOver.add(id);
    takeOver();
  });
  const stopPresenting = presentInOneTab((isPresenting) => {
    const notificationIds = toasts.shown.peek().flatMap(({ notificationId }) => notificationId ?? []);
    if (!isPresenting && notificationIds.length > 0) tellTabs({ kind: 'handed-over', notificationIds });
    toasts.present(isPresenting);
  });

  const bellOpened = effect(() => {
    if (!isBellOpen.value) return;
    toasts.dismiss('digest');
    toasts.shownElsewhere(new Set(inbox.items.peek().map(({ id }) => id)));
  });

  const ticking = setInterval(() => {
    void feed.sync();
    resume();
  }, syncEveryMs);
  const dispose = [
    bellOpened,
    effect(() => {
      if (connection.state.value === 'connected') resume();
    }),
    onWake(() => {
      connection.hurry();
      void feed.sync();
      shown.note();
      // The device may have been suspended, and the clock estimate be wrong.
      somethingChanged();
    }),
    effect(() => {
      if (connection.state.value === 'connected') httpSync.stop();
      else httpSync.start();
    }),
    effect(() => {
      if (accessToken.value !== undefined) connection.renew(accessToken.value);
    }),
    effect(() => {
      // Reading `changes.value` subscribes this effect to it.
      if (user.role === 'user' && changes.value >= 0) void activeBookings.load();
    }),
  ];
  void load();
  live.value = { inbox, pages, activeBookings, connection, httpSync, isBellOpen, renewals, verifications };

  return () => {
    live.value = undefined;
    stopVerifying();
    stopPresenting();
    for (const end of dispose) end();
    clearInterval(ticking);
    clearTimeout(refreshTimer);
    connection.stop();
    httpSync.stop();
    feed.stop();
    shown.stop();
    ends.stop();
    toasts.clear();
  };
}
