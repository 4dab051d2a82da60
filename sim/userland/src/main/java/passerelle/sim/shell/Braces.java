package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** bash's brace expansion ({@code braces.c}): {@code a{b,c}d} and {@code {1..5}}. */
final class Braces {
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(-?\\d{1,9})\\.\\.(-?\\d{1,9})(?:\\.\\.(-?\\d{1,9}))?|([a-zA-Z])\\.\\.([a-zA-Z])(?:\\.\\.(-?\\d{1,9}))?");
  private static final int MAX_WORDS = 10_000;

  /** One unquoted character, or a part that is not looked into. */
  private record Atom(char c, Optional<Word.Part> part) {
    boolean is(char wanted) {
      return part.isEmpty() && c == wanted;
    }
  }

  private Braces() {}

  /** The words that a word stands for; itself if it has no braces. */
  static List<Word> expand(Word word) {
    boolean braces =
        word.parts().stream()
            .anyMatch(
                part -> part instanceof Word.Text t && !t.quoted() && t.text().indexOf('{') >= 0);
    if (!braces) {
      return List.of(word);
    }
    List<Word> words = new ArrayList<>();
    for (List<Atom> atoms : expand(atoms(word), 0)) {
      words.add(word(atoms));
    }
    return words;
  }

  private static List<List<Atom>> expand(List<Atom> atoms, int depth) {
    for (int open = 0; open < atoms.size() && depth < 20; open++) {
      if (!atoms.get(open).is('{')) {
        continue;
      }
      Optional<Integer> close = close(atoms, open);
      if (close.isEmpty()) {
        continue;
      }
      List<Atom> inside = atoms.subList(open + 1, close.get());
      List<List<Atom>> choices = choices(inside);
      if (choices.isEmpty()) {
        continue;
      }
      List<List<Atom>> tails = expand(atoms.subList(close.get() + 1, atoms.size()), depth + 1);
      List<List<Atom>> results = new ArrayList<>();
      for (List<Atom> choice : choices) {
        for (List<Atom> middle : expand(choice, depth + 1)) {
          for (List<Atom> tail : tails) {
            List<Atom> whole = new ArrayList<>(atoms.subList(0, open));
            whole.addAll(middle);
            whole.addAll(tail);
            if (results.size() < MAX_WORDS) {
              results.add(whole);
            }
          }
        }
      }
      return results;
    }
    return List.of(atoms);
  }

  private static Optional<Integer> close(List<Atom> atoms, int open) {
    int depth = 0;
    for (int i = open; i < atoms.size(); i++) {
      depth += atoms.get(i).is('{') ? 1 : atoms.get(i).is('}') ? -1 : 0;
      if (depth == 0) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static List<List<Atom>> choices(List<Atom> inside) {
    List<List<Atom>> choices = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < inside.size(); i++) {
      depth += inside.get(i).is('{') ? 1 : inside.get(i).is('}') ? -1 : 0;
      if (depth == 0 && inside.get(i).is(',')) {
        choices.add(inside.subList(start, i));
        start = i + 1;
      }
    }
    if (choices.isEmpty()) {
      return sequence(inside);
    }
    choices.add(inside.subList(start, inside.size()));
    return choices;
  }

  private static List<List<Atom>> sequence(List<Atom> inside) {
    StringBuilder text = new StringBuilder();
    for (Atom atom : inside) {
      text.append(atom.part().isPresent() ? '\0' : atom.c());
    }
    Matcher matcher = SEQUENCE.matcher(text);
    List<List<Atom>> items = new ArrayList<>();
    if (!matcher.matches()) {
      return items;
    }
    if (matcher.group(1) == null) {
      char from = matcher.group(4).charAt(0);
      char to = matcher.group(5).charAt(0);
      int by = step(matcher.group(6));
      for (int c = from; from <= to ? c <= to : c >= to; c += from <= to ? by : -by) {
        items.add(characters(String.valueOf((char) c)));
      }
      return items;
    }
    int from = Integer.parseInt(matcher.group(1));
    int to = Integer.parseInt(matcher.group(2));
    int step = step(matcher.group(3));
    int sign = from <= to ? step : -step;
    int width = Math.max(width(matcher.group(1)), width(matcher.group(2)));
    for (long i = from; from <= to ? i <= to : i >= to; i += sign) {
      if (items.size() >= MAX_WORDS) {
        break;
      }
      items.add(characters(padded(i, width)));
    }
    return items;
  }

  private static int step(String written) {
    return written == null ? 1 : Math.max(1, Math.abs(Integer.parseInt(written)));
  }

  /** The width that a leading zero asks for; 0 without one. */
  private static int width(String number) {
    return number.matches("-?0\\d+") ? number.length() : 0;
  }

  private static String padded(long value, int width) {
    String digits = Long.toString(Math.abs(value));
    String sign = value < 0 ? "-" : "";
    return sign + "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
  }

  private static List<Atom> characters(String text) {
    List<Atom> atoms = new ArrayList<>();
    for (char c : text.toCharArray()) {
      atoms.add(new Atom(c, Optional.empty()));
    }
    return atoms;
  }

  private static List<Atom> atoms(Word word) {
    List<Atom> atoms = new ArrayList<>();
    for (Word.Part part : word.parts()) {
      if (part instanceof Word.Text text && !text.quoted()) {
        atoms.addAll(characters(text.text()));
      } else {
        atoms.add(new Atom('\0', Optional.of(part)));
      }
    }
    return atoms;
  }

  private static Word word(List<Atom> atoms) {
    List<Word.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Atom atom : atoms) {
      if (atom.part().isPresent()) {
        if (text.length() > 0) {
          parts.add(new Word.Text(text.toString(), false));
          text.setLength(0);
        }
        parts.add(atom.part().get());
      } else {
        text.append(atom.c());
      }
    }
    if (text.length() > 0) {
      parts.add(new Word.Text(text.toString(), false));
    }
    return new Word(parts);
  }
}
