import { describe, expect, it } from 'vitest';
import { languageName } from '../src/format/language';

describe('languageName', () => {
  it('knows what people call a language', () => {
    expect(languageName('de')).toBe('German');
    expect(languageName('de-AT')).toBe('Austrian German');
  });

  it('shows a tag that nobody knows, or that is none, as it is', () => {
    expect(languageName('qaa')).toBe('qaa');
    expect(languageName('not a tag')).toBe('not a tag');
  });
});
