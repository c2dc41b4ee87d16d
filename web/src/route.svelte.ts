// Which page is shown: the address says it, so that it can be kept, sent to a colleague and gone back from.

/** Where one is. */
class Route {
  path: string = $state(location.pathname);
  /** Of a movement's past the moment that is asked for (`?at=`), told anew each time it is. */
  at: { moment: string } | null = $state.raw(asked());

  constructor() {
    addEventListener('popstate', () => this.#arrive());
  }

  /** The identifier in `/movements/{id}`. */
  get movement(): string | null {
    return /^\/movements\/([0-9a-f-]+)$/.exec(this.path)?.[1] ?? null;
  }

  /** Goes to a page of the room. */
  go(path: string): void {
    history.pushState(null, '', path);
    this.#arrive();
    scrollTo(0, 0);
    document.getElementById('main')?.focus();
  }

  #arrive(): void {
    [this.path, this.at] = [location.pathname, asked()];
  }

  /** Follows a link without loading everything anew; what leads elsewhere, or is to open apart, is the browser's. */
  follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const apart = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    const href = link?.getAttribute('href');
    if (!href?.startsWith('/') || href.startsWith('/api/') || link?.hasAttribute('download') || apart) return;
    event.preventDefault();
    this.go(href);
  };
}

function asked(): { moment: string } | null {
  const moment = new URLSearchParams(location.search).get('at');
  return moment !== null && !Number.isNaN(Date.parse(moment)) ? { moment } : null;
}

export const route = new Route();
