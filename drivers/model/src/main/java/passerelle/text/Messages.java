package passerelle.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one bundle in one language.
 *
 * <p>A bundle {@code passerelle/AREA/messages} is a pair of UTF-8 resources, {@code
 * messages_en.properties} and {@code messages_fr.properties}, with the same keys. In a text, {@code
 * {0}}, {@code {1}}... stand for the arguments, and {@code {0:packet|packets}} for the first form
 * or the second as the number {@code {0}} asks in the language; everything else, apostrophes and
 * other braces included, is literal. French is given its no-break spaces here ({@link
 * FrenchTypography}), so that a bundle is written with the space bar, and its {@code de} and {@code
 * que} are elided in front of an argument that begins with a vowel. That is why {@link
 * java.text.MessageFormat} is not used: it doubles apostrophes, which French is full of, and writes
 * numbers in the manner of a locale.
 *
 * <p>A bundle, key or argument that is missing is a mistake in the program: {@link
 * IllegalStateException}.
 */
public final class Messages {
  private static final Pattern ARGUMENT = Pattern.compile("\\{([0-9])\\}");

  /** Words of French that lose their last letter in front of a vowel. */
  private static final Pattern ELIDED = Pattern.compile("\\b([Dd]|[Qq]u)e \\{([0-9])\\}");

  private static final String VOWELS = "aeiouàâéèêëîïôûAEIOUÀÂÉÈÊËÎÏÔÛ";

  private static final String FORM = "((?:[^{}|]|\\{[0-9]\\})*)";

  private static final Pattern PLURAL =
      Pattern.compile("\\{([0-9]):" + FORM + "\\|" + FORM + "\\}");

  private static final Map<String, Messages> READ = new ConcurrentHashMap<>();

  private final String resource;
  private final Language language;
  private final Properties texts;

  private Messages(String resource, Language language, Properties texts) {
    this.resource = resource;
    this.language = language;
    this.texts = texts;
  }

  /**
   * A bundle, which is read once.
   *
   * @param bundle the resource's name without language and suffix, {@code passerelle/cli/messages}
   */
  public static Messages of(Language language, String bundle) {
    String resource = bundle + "_" + language.code() + ".properties";
    return READ.computeIfAbsent(resource, name -> read(language, name));
  }

  private static Messages read(Language language, String resource) {
    Properties texts = new Properties();
    try (InputStream in = Messages.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no message bundle " + resource + " on the class path");
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      texts.load(reader);
      if (language == Language.FR) {
        texts.replaceAll((key, text) -> FrenchTypography.of(text.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read message bundle " + resource, e);
    }
    return new Messages(resource, language, texts);
  }

  /** The language of these texts. */
  public Language language() {
    return language;
  }

  /** All keys, sorted. */
  public Set<String> keys() {
    return new TreeSet<>(texts.stringPropertyNames());
  }

  /** The text of a key, its arguments filled in by {@link String#valueOf(Object)}. */
  public String get(String key, Object... args) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no message " + key + " in " + resource);
    }
    String chosen = PLURAL.matcher(text).replaceAll(m -> form(key, m, args));
    String elided =
        language == Language.FR
            ? ELIDED.matcher(chosen).replaceAll(m -> elided(key, m, args))
            : chosen;
    return ARGUMENT.matcher(elided).replaceAll(m -> argument(key, m.group(1), args));
  }

  /** {@code de} or {@code que} as they are in front of an argument. */
  private String elided(String key, MatchResult word, Object[] args) {
    String argument = argument(key, word.group(2), args);
    boolean vowel = !argument.isEmpty() && VOWELS.indexOf(argument.charAt(0)) >= 0;
    return Matcher.quoteReplacement(
        vowel ? word.group(1) + "'{" + word.group(2) + "}" : word.group());
  }

  private String form(String key, MatchResult choice, Object[] args) {
    String number = argument(key, choice.group(1), args);
    boolean singular = language.isSingular(Long.parseLong(number));
    return Matcher.quoteReplacement(choice.group(singular ? 2 : 3));
  }

  private String argument(String key, String digit, Object[] args) {
    int index = Integer.parseInt(digit);
    if (index >= args.length) {
      throw new IllegalStateException(
          "message " + key + " in " + resource + " needs argument {" + index + "}");
    }
    return Matcher.quoteReplacement(String.valueOf(args[index]));
  }
}
