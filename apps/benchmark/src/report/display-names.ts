const names: Record<string, string> = {
  ce: 'CE',
  clce: 'CLCE',
  omniglot: 'Omniglot',
  'cifar-fs': 'CIFAR-FS',
  'cifar-100': 'CIFAR-100',
  fc100: 'FC100',
  conv4: 'Conv-4',
  resnet12: 'ResNet-12',
};

/** How a loss, data set or backbone is written for readers; an unknown name stays as it is. */
export function displayName(name: string): string {
  return Object.hasOwn(names, name) ? names[name]! : name;
}

/** The field's name of an episode's shape: `5-way 1-shot`. */
export function settingName({ ways, shots }: { ways: number; shots: number }): string {
  return `${ways}-way ${shots}-shot`;
}

/** `CE`, `CE and CLCE`, `CE, SupCon and CLCE`. */
export function listNames(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
