package passerelle.engine;

import java.util.List;
import passerelle.text.WordList;

/** Words for the names of containers that nobody named: a mood, and a person of science. */
final class FamousNames {
  static final List<String> ADJECTIVES =
      WordList.of(
          """
          agile amber ample blithe brave bright brisk calm candid cheerful clever cosmic
          curious daring deft eager earnest elegant fearless fluent frank gentle gleeful
          graceful honest humble jovial keen kind lively lucid mellow merry modest nimble
          noble patient placid plucky polite prudent quiet radiant serene sincere spry steady
          stoic sunny tender thrifty tidy upbeat valiant vivid warm watchful wise witty zesty
          """);
  static final List<String> SURNAMES =
      WordList.of(
          """
          ampere arago babbage baran bernerslee bohr boole boyle cailliau cerf chatelet cray
          curie darwin davies dijkstra engelbart euclid euler faraday fermat fourier franklin
          galois gauss germain goedel hamilton heisenberg hopper hypatia jacobson kahn kepler
          kernighan kleinrock knuth lamarr lamport laplace licklider lovelace maxwell meitner
          mendel metcalfe mockapetris newton noether pasteur perlman poincare postel pouzin
          ritchie rivest shannon stallman stevens tesla thompson torvalds turing wirth
          """);

  private FamousNames() {}
}
