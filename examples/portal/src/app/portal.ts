import type { LanguageChoice } from '../language/language-choice.ts';
import type { Session } from '../session/session.ts';
import type { ThemeChoice } from '../theme/theme-choice.ts';

/** What every page works with. */
export interface Portal {
  readonly session: Session;
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
}
