// Every text a person sees, from the same catalogue as the command line's.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

const files = import.meta.glob<string>('../../../crates/words/catalogue/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type Language = 'en' | 'ur' | 'zh';
export const languages: { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ur', name: 'اردو' },
  { code: 'zh', name: '中文' },
];

function bundle(language: Language): FluentBundle {
  const made = new FluentBundle(language);
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/${language}/`)) made.addResource(new FluentResource(text));
  }
  return made;
}

const bundles: Record<Language, FluentBundle> = { en: bundle('en'), ur: bundle('ur'), zh: bundle('zh') };

function preferred(): Language {
  const wanted = [localStorage.getItem('language'), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return languages.find(({ code }) => wanted.includes(code))?.code ?? 'en';
}

/** The language people chose, on this device. */
class Words {
  language: Language = $state(preferred());

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem('language', language);
  }
}

export const words = new Words();

/** A text of the catalogue. One that is missing shows its name, which a test forbids. */
export function t(id: string, variables?: Record<string, FluentVariable>): string {
  const bundle = bundles[words.language];
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, variables ?? null) : id;
}

/** A word of the catalogue that need not be there: a label, an area of one's own. */
export function word(prefix: string, text: string): string {
  const bundle = bundles[words.language];
  const message = bundle.getMessage(`${prefix}-${text}`);
  return message?.value ? bundle.formatPattern(message.value, null) : text;
}

/** A moment by the clock of whoever reads. */
export function moment(text: string | null | undefined): string {
  if (!text) return '';
  const at = new Date(text);
  return new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}
