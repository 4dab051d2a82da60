package passerelle.cli.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Recipe;

/**
 * {@code undo [N]}: takes the last N commands back that changed something, 1 unless told, with all
 * that was looked at since. A fresh lab of the same seed gets all commands before them again; since
 * one seed gives one run, it is the lab as it was before. What put another lab in the place of one
 * is taken back by making that lab again.
 */
final class UndoCommand implements LabCommand {
  private static final int MOST = 1000;

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    int count = count(words, bench);
    Deque<Workbench.Replaced> earlier = new ArrayDeque<>(bench.earlier());
    Recipe recipe = bench.lab().recipe();
    List<String> taken = new ArrayList<>();
    String prompt = "";
    int loaded = bench.loaded();
    while (taken.size() < count) {
      int last = lastChange(recipe.deeds());
      if (last >= loaded) {
        taken.add(recipe.deeds().get(last).told());
        prompt = recipe.deeds().get(last).typed().prompt();
        recipe = recipe.first(last);
      } else if (!earlier.isEmpty()) {
        Workbench.Replaced replaced = earlier.removeLast();
        taken.add("lab> " + replaced.line());
        prompt = "";
        recipe = replaced.recipe();
        loaded = replaced.loaded();
      } else {
        break;
      }
    }
    if (taken.isEmpty()) {
      throw bench.error("undo.nothing");
    }
    bench.goBack(recipe);
    bench.takeBack(earlier, loaded);
    bench.backTo(prompt);
    taken.forEach(line -> out.line(bench.text("undo.done", line)));
    return 0;
  }

  private static int count(List<String> words, Workbench bench) throws CommandException {
    if (words.isEmpty()) {
      return 1;
    }
    if (words.size() > 1) {
      throw bench.error("error.arguments", words.get(1));
    }
    String number = words.get(0);
    if (!number.matches("[0-9]{1,4}") || Integer.parseInt(number) < 1) {
      throw bench.error("undo.usage", number, MOST);
    }
    return Math.min(MOST, Integer.parseInt(number));
  }

  private static int lastChange(List<Deed> deeds) {
    for (int i = deeds.size() - 1; i >= 0; i--) {
      if (deeds.get(i).effect().changes()) {
        return i;
      }
    }
    return -1;
  }
}
