package passerelle.scenarios.slides;

import java.util.Arrays;
import java.util.regex.Pattern;

/** How authors say, in the languages of the decks there are, that a command is to fail. */
final class FailureWords {
  private static final String WORDS =
      "(?:[❌✗✘🚫]|失败|失敗|无法|無法|没法|沒法|不能|不通|できない|できません|실패|불가|\\b(?:fail|error|denied|refused|unreachable|timeout|times?"
          + " out|bad address|unable to|no"
          + " (?:answer|access|reply|response|route|internet|connectivity|results?|output|match)|(?:not|\\w+n['’]t|never|cannot)"
          + " (?:be"
          + " )?(?:able|access|answer|communicat|connect|exist|f[io]u?nd|ping|possible|receive|reach|resolv|respond|see|talk|work)|can(?:not|'t)"
          + " (?:be"
          + " )?(?:delete|remove)|[ée]chou|[ée]chec|erreur|erro\\b|refus|impossible|injoignable|pas"
          + " (?:accès|accessible|de (?:réponse|résultat|sortie)|joignable)|n[e']"
          + " ?(?:marche|fonctionne|répond|peut|peuvent|pouvez|pouvons|pourr|voit|joint|passe|résout|est)\\w*"
          + " (?:pas|plus)|fall(?:[aó]|ir|isc)|non (?:funziona|risponde|raggiung|comunica|si"
          + " (?:raggiunge|vede|connette)|è (?:raggiungibile|possibile))\\w*|errore|não (?:se"
          + " )?(?:comunica|funciona|responde|alcança|encontra)|no"
          + " (?:debe|puede|funciona|responde|resuelve)|schlägt fehl|nicht"
          + " (?:erreichbar|möglich)))";

  private static final Pattern COMMENT =
      Pattern.compile("(?iu)(?:^|\\s)(?:#|//|←|(?=[❌✗✘🚫])).*" + WORDS);
  private static final Pattern SENTENCE = Pattern.compile("(?iu)" + WORDS);

  /** What makes of a failure one that may or may not be. */
  private static final Pattern PERHAPS =
      Pattern.compile(
          "(?iu)\\b(?:if|unless|whether|when|may|might|otherwise|si|sinon|quand|lorsque|cuando|wenn|falls)\\b");

  /** A question to the reader whether it went well. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?iu)\\b(?:was|were|is|are|did|does|do|can|could|has|why|est-ce|peut|peu[tx]|pouvez|pourquoi|qu'|que)\\b[^.?!]{0,80}"
              + "\\b(?:able|works?|succeed|successful|reach|fonctionne|marche|répond|joindre|réussi|possible|observe)\\w*"
              + "\\b[^.?!]{0,60}\\?");

  /** What is to be looked at, whichever way it goes. */
  private static final Pattern OPEN =
      Pattern.compile(
          "(?iu)(?:#|//).*\\b(?:(?:see|check|verify|test|try)"
              + " (?:if|whether)|(?:vedi|verifica|controlla) se|(?:vérifie[rz]?|voir|teste[rz]?)"
              + " si|(?:comprueba|verifica|ver) si|prüfe?n?,? ob)\\b");

  private static final Pattern QUOTED = Pattern.compile("#+ ?[a-z][\\w./-]{1,20}: ");

  private static final int LONGEST = 400;

  private FailureWords() {}

  /** Whether a short text asks its reader how it went: so it may have gone either way. */
  static boolean isAsked(String text) {
    return text.length() <= LONGEST && ASKED.matcher(text).find();
  }

  /** Whether a comment leaves open how it goes: it has its reader look. */
  static boolean leavesOpen(String text) {
    return OPEN.matcher(text).find();
  }

  /** Whether a comment at the end of a text says that something fails. */
  static boolean inComment(String text) {
    return COMMENT.matcher(text.substring(Math.max(0, text.length() - LONGEST))).find();
  }

  /** Whether a comment is what a program says that fails: {@code # ping: bad address 'web'}. */
  static boolean isQuoted(String comment) {
    return QUOTED.matcher(comment.strip()).lookingAt() && inComment(comment);
  }

  /** Whether a sentence of a short text says it, and not only that it could. */
  static boolean inText(String text) {
    return text.length() <= LONGEST
        && Arrays.stream(text.split("(?<=[.!?;:])\\s+"))
            .anyMatch(s -> SENTENCE.matcher(s).find() && !PERHAPS.matcher(s).find());
  }
}
