package passerelle.image;

import java.util.Set;
import java.util.regex.Pattern;
import passerelle.text.WordSet;

/**
 * What tags look like: versions, and words that official images use, joined by hyphens, such as
 * {@code 3.12-slim-bookworm}.
 */
final class Tags {
  private static final Pattern VERSION =
      Pattern.compile("v?[0-9]+(?:\\.[0-9]+){0,4}(?:(?:rc|alpha|beta|b|m)\\.?[0-9]+)?");
  private static final Pattern DISTRIBUTION =
      Pattern.compile("(?:alpine|debian|ubuntu|ubi|ol|el|cuda|php|jdk|jre|java)[0-9][0-9.]*");
  private static final Pattern BUILD =
      Pattern.compile(
          "(?:r|rc|beta|alpha|p|rev|build|ls)\\.?[0-9]+|git|amd64|arm64v8|[0-9a-f]{7,40}");

  /** How new it is. */
  private static final String AGES =
      """
      latest stable mainline edge rolling lts current devel testing unstable sid oldstable
      nightly main master rawhide
      """;

  /** What it is built on. */
  private static final String BASES =
      """
      alpine slim trixie bookworm bullseye buster stretch jessie wheezy noble jammy focal
      bionic xenial trusty oracular plucky questing musl glibc uclibc oraclelinux8
      oraclelinux9 scratch minimal base full standard distroless ubuntu debian
      """;

  /** What it has. */
  private static final String PARTS =
      """
      perl otel fpm apache cli zts management jdk jre openjdk temurin iron hydrogen gallium
      krypton jod plain text html builder core ce oss curl unprivileged standalone fastcgi
      extra dind git server
      """;

  private static final Set<String> WORDS = WordSet.of(AGES + BASES + PARTS);

  private Tags() {}

  /** Whether a tag is one that a known repository may well have. */
  static boolean isWellShaped(String tag) {
    for (String word : tag.split("[-_]", -1)) {
      boolean known =
          WORDS.contains(word)
              || VERSION.matcher(word).matches()
              || DISTRIBUTION.matcher(word).matches()
              || BUILD.matcher(word).matches();
      if (!known) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a tag has a word, or that word with a version right behind it: {@code alpine3.20};
   * {@code A|B} for one of two.
   */
  static boolean has(String tag, String kind) {
    return Pattern.compile("(?:^|[-_])(?:" + kind + ")[0-9.]*(?:$|[-_])").matcher(tag).find();
  }
}
