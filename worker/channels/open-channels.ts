import type { Channel } from '../../domain/deliveries/channel.js';
import type { Channels } from '../../domain/deliveries/deliver.js';

/** The slow channels that the settings name. */
export function openChannels(): Channels {
  const channels: Channel[] = [];
  return new Map(channels.map((channel) => [channel.name, channel]));
}
