package passerelle.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages Passerelle speaks. Chosen by the user, never taken from the default locale. */
public enum Language {
  /** English. */
  EN,
  /** French. */
  FR;

  /** The two letters by which users and file names call the language: {@code en}, {@code fr}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Does a number of things take the singular? French counts 0 and 1 so, English only 1. */
  public boolean isSingular(long number) {
    return number == 1 || this == FR && number == 0;
  }

  /**
   * The language a word names.
   *
   * @param word a language code, upper or lower case, perhaps with a country ({@code fr_CH.UTF-8})
   * @return empty if Passerelle does not speak it
   */
  public static Optional<Language> of(String word) {
    String code = word.split("[-_.@]", 2)[0];
    return Arrays.stream(values()).filter(l -> l.code().equalsIgnoreCase(code)).findFirst();
  }
}
