package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;

/** The name of the machine that a deck was made on, by its prompts. */
final class DeckHost {
  /** The names that commands give to containers and namespaces, or enter them by. */
  private static final Pattern NAMED =
      Pattern.compile("(?:--(?:host)?name|-h|exec|attach|netns add)[= ](?:-\\S+ )*([\\w.-]+)");

  private static final Pattern ENGINE =
      Pattern.compile("(?i)docker|podman|containerd|\\bbr-[0-9a-f]{12}\\b");

  private static final Pattern MASQUERADES =
      Pattern.compile("(?i)-j (?:MASQUERADE|SNAT)|masquerade");
  private static final Pattern FORWARDING = Pattern.compile("(?i)ip_forward|forwarding");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

  private final Set<String> others = new HashSet<>();
  private final Map<String, Integer> uses = new LinkedHashMap<>();

  private DeckHost() {}

  /**
   * The name that prompts show most often, of those that are no container's or namespace's; of
   * equal ones the first. Empty where no prompt shows any.
   */
  static Optional<String> of(Deck deck) {
    DeckHost host = new DeckHost();
    deck.slides().forEach(slide -> slide.blocks().forEach(block -> host.count(block.lines())));
    host.uses.keySet().removeAll(host.others);
    return host.uses.entrySet().stream()
        .reduce((most, next) -> next.getValue() > most.getValue() ? next : most)
        .map(Map.Entry::getKey);
  }

  /**
   * Whether the author's machine had an engine: the deck says a word of Docker's in a block, or
   * shows what an engine has made.
   */
  static boolean hasEngine(Deck deck) {
    return says(deck, ENGINE);
  }

  /** Whether it forwards of its own: the deck masquerades what it forwards, and never says so. */
  static boolean forwards(Deck deck) {
    return says(deck, MASQUERADES) && !says(deck, FORWARDING);
  }

  private static boolean says(Deck deck, Pattern word) {
    return deck.slides().stream()
        .flatMap(slide -> slide.blocks().stream())
        .flatMap(block -> block.lines().stream())
        .anyMatch(line -> word.matcher(line).find());
  }

  private void count(List<String> lines) {
    boolean opened = false;
    for (String line : lines) {
      Optional<LoosePrompt> prompt = LoosePrompt.of(line);
      if (prompt.isPresent()) {
        String name = name(prompt.get().where());
        if (ID.matcher(name).matches() || opened && !uses.containsKey(name)) {
          others.add(name);
        }
        uses.merge(name, 1, Integer::sum);
        opened = TypedBlock.opensShell(prompt.get().rest());
      }
      Matcher named = NAMED.matcher(line);
      while (named.find()) {
        others.add(named.group(1));
      }
    }
    others.add("");
  }

  /** Nothing where a prompt shows no name. */
  private static String name(Where where) {
    if (where instanceof Where.Login login) {
      return login.machine();
    }
    String prompt = where instanceof Where.Named named ? named.place().prompt() : "";
    return prompt.replaceFirst("(?:lab>|[$#]) $", "");
  }
}
