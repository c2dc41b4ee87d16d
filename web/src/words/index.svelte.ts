// Every text a person sees, from the same catalogue as the command line's.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

// What only the command line says is not carried to a phone.
const files = import.meta.glob<string>(
  [
    '../../../crates/words/catalogue/*/*.ftl',
    '!../../../crates/words/catalogue/*/{backup,entries,record,roads}.ftl',
  ],
  { query: '?raw', import: 'default', eager: true },
);

export type Language = 'en' | 'ur' | 'zh';
export const languages: { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'ur', name: 'اردو' },
  { code: 'zh', name: '中文' },
];

function bundle(language: Language): FluentBundle {
  // As on the command line: what is put in is set apart only where lines run from right to left.
  const made = new FluentBundle(language, { useIsolating: language === 'ur' });
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/${language}/`)) made.addResource(new FluentResource(text));
  }
  return made;
}

const bundles: Record<Language, FluentBundle> = { en: bundle('en'), ur: bundle('ur'), zh: bundle('zh') };

function preferred(): Language {
  const wanted = [localStorage.getItem('language'), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  const first = wanted.find((tag) => languages.some(({ code }) => code === tag));
  return languages.find(({ code }) => code === first)?.code ?? 'en';
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

type Variables = Record<string, FluentVariable>;

/** A text of the catalogue. One that is missing shows its name, which a test forbids. */
export function t(id: string, variables?: Variables): string {
  return said(id, null, variables) ?? id;
}

/** An attribute of a text of the catalogue. */
export function part(id: string, attribute: string, variables?: Variables): string | null {
  return said(id, attribute, variables);
}

/** A word of the catalogue that need not be there: a label, an area of one's own. */
export function word(prefix: string, text: string): string {
  return said(`${prefix}-${text}`, null) ?? text;
}

/** Things of a list in one line. */
export function list(texts: string[]): string {
  return texts.join(t('between-items'));
}

function said(id: string, attribute: string | null, variables?: Variables): string | null {
  const bundle = bundles[words.language];
  const message = bundle.getMessage(id);
  const pattern = attribute === null ? message?.value : message?.attributes[attribute];
  return pattern ? bundle.formatPattern(pattern, variables ?? null) : null;
}
