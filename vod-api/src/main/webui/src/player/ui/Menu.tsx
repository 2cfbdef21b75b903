import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/icons';
import { useDismiss } from './hooks';

/** A button that opens a menu; arrow keys walk through it. */
export function Menu({ icon, label, name, children }: {
  icon?: IconName;
  label?: string;
  name: string;
  children: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useDismiss(box, open, () => setOpen(false));
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => {
    if (open) (items().find((item) => item.getAttribute('aria-checked') === 'true') ?? items()[0])?.focus();
  }, [open]);

  const walk = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };

  return (
    <div ref={box} class="menu-box">
      <button
        type="button"
        class="tool"
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {icon ? <Icon name={icon} /> : <span class="tool-text">{label}</span>}
      </button>
      {open && (
        <div
          class="menu"
          role="menu"
          aria-label={name}
          onKeyDown={walk}
          onClick={(event) => {
            // One of several is chosen and done; boxes may be ticked one after another.
            if (!(event.target as Element).closest('[role=menuitemradio]')) return;
            setOpen(false);
            box.current?.querySelector('button')?.focus();
          }}
        >
          {children}
        </div>
      )}
    </div>
  );
}

export function MenuTitle({ children }: { children: ComponentChildren }) {
  return <div class="menu-title" role="presentation">{children}</div>;
}

export function MenuItem({ chosen, check = false, press, children }: {
  chosen: boolean;
  /** Several may be chosen. */
  check?: boolean;
  press: () => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="menu-item"
      role={check ? 'menuitemcheckbox' : 'menuitemradio'}
      aria-checked={chosen}
      tabIndex={-1}
      onClick={press}
    >
      <span class="menu-mark" aria-hidden="true">{chosen && <Icon name="check" size={18} />}</span>
      <span>{children}</span>
    </button>
  );
}
