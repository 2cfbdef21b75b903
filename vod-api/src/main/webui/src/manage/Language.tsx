import { languageName } from '../format/language';
import { Editable } from './Editable';

/** What is spoken, as a tag of BCP 47 that can be edited and taken away. */
export function Language({ value, otherwise, save }: {
  value: string | null;
  otherwise: string;
  save: (value: string | null) => Promise<unknown>;
}) {
  return (
    <div class="soft">
      <Editable
        value={value ?? ''}
        shown={value ? languageName(value) : otherwise}
        label="language"
        hint="en, de-AT …"
        clearable
        save={(text) => save(text || null)}
      />
    </div>
  );
}
