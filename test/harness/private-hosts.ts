/** Hosts of URLs that lead to this machine, a private network, or nowhere, in every way of writing them. */
export const privateHosts: readonly string[] = [
  ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254'],
  ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
  ...['2130706433', '0x7f.1', '017700000001', '127.1'],
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
  ],
  ...['[2002:7f00:1::]', '[fe80::1]', '[fd00::1]', '[ff02::1]', '[fec0::1]', '[2001:db8::1]'],
  ...['[2001::7f00:1]', 'localhost', 'LOCALHOST', 'localhost.', 'a.localhost'],
];
