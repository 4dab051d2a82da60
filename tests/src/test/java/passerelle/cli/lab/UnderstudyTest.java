package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.SameLab;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Patience;
import passerelle.sim.process.Terminal;
import passerelle.sim.tty.Holder;

/** A copy that has followed a lab is the one that is made when it is asked for. */
class UnderstudyTest {
  private static final String CTRL_C = "\u0003";
  private static final Understudy.Seating SEATING =
      new Understudy.Seating(false, Patience.A_DAY, Map.of(), 0);

  private final SimLab lab = Labs.ofCourse();
  private int begun;
  private final Understudy understudy =
      new Understudy(
          (recipe, seating) -> {
            begun++;
            return SimLab.open(recipe.settings());
          },
          0);

  @AfterEach
  void close() {
    understudy.close();
    lab.close();
  }

  private void containers(int from, int to) {
    for (int i = from; i < to; i++) {
      lab.run("host", "docker run -d --name c" + i + " alpine sleep 1000", bytes -> true);
      lab.settle();
    }
  }

  private static void again(Understudy.Begun copy, long until) {
    copy.left().forEach(deed -> deed.redo(copy.lab()));
    copy.lab().advanceTo(until);
  }

  @Test
  void whoHasFollowedToTheEndHasNothingLeftToDo() {
    containers(0, 30);
    understudy.follow(lab.recipe().unwatched(), SEATING, () -> true);
    containers(30, 32);
    understudy.follow(lab.recipe().unwatched(), SEATING, () -> true);
    assertEquals(1, begun);
    Understudy.Begun copy = understudy.take(lab.recipe().unwatched(), SEATING).orElseThrow();
    assertEquals(0, copy.left().size());
    try (SimLab taken = copy.lab()) {
      again(copy, lab.recipe().until());
      SameLab.check(lab, taken, "followed");
    }
  }

  @Test
  void aCopyThatIsGivenBackIsTheNextThatIsAskedFor() throws LabException {
    containers(0, 3);
    Lab copy = lab.another(lab.recipe().first(2).unwatched());
    lab.history().get(2).redo(copy);
    lab.giveBack(copy);
    try (SimLab next = lab.another(lab.recipe().unwatched())) {
      assertSame(copy, next);
      SameLab.check(lab, next, "given back");
    }
    try (SimLab another = lab.another(lab.recipe().unwatched())) {
      assertNotSame(copy, another);
    }
  }

  /** As {@code why} asks since when something is so, most often since one of the last things. */
  @Test
  void otherCopiesStaySomeWayBehind() throws LabException {
    containers(0, 20);
    assertEquals(0, lab.earlier().history().size());
    lab.ahead(() -> true).run();
    Lab copy = lab.another(lab.recipe().unwatched());
    try (Lab behind = copy.earlier()) {
      int done = behind.history().size();
      assertTrue(done > 0 && done < 20, () -> done + " of 20 deeds");
      assertEquals(done, behind.engine().containers().size());
      lab.history().subList(done, 20).forEach(deed -> deed.redo(behind));
      behind.advanceTo(lab.recipe().until());
      SameLab.check(lab, behind, "led on");
      try (Lab further = copy.earlier()) {
        assertTrue(further.history().size() < done, "the nearest comes first");
      }
    }
    copy.close();
  }

  /** As {@code why} does the last command again: it is what a copy that follows has not done. */
  @Test
  void aCopyThatHasFollowedIsAlsoWhatTheLabWasBeforeTheLastCommand() throws LabException {
    containers(0, 25);
    lab.ahead(() -> true).run();
    containers(25, 26);
    Lab copy = lab.another(lab.recipe().first(25).unnoted());
    assertEquals(25, copy.engine().containers().size());
    lab.history().get(25).redo(copy);
    lab.giveBack(copy);
    try (SimLab next = lab.another(lab.recipe().unwatched())) {
      assertSame(copy, next);
      SameLab.check(lab, next, "given back");
      ChainReference chain = ChainReference.of(Table.FILTER, "DOCKER");
      assertEquals(lab.ledger().lines("host", chain), next.ledger().lines("host", chain));
    }
  }

  @Test
  void nobodyGetsACopyTwice() {
    containers(0, 21);
    understudy.follow(lab.recipe().unwatched(), SEATING, () -> true);
    understudy.take(lab.recipe().unwatched(), SEATING).orElseThrow().lab().close();
    assertTrue(understudy.take(lab.recipe().unwatched(), SEATING).isEmpty());
  }

  @Test
  void whereSomethingElseWasDoneOrSeenThereIsNone() {
    containers(0, 25);
    Recipe all = lab.recipe().unwatched();
    understudy.follow(all, SEATING, () -> true);
    assertTrue(understudy.take(all.first(3), SEATING).isEmpty());
    understudy.follow(all, SEATING, () -> true);
    Understudy.Seating wider = new Understudy.Seating(true, Patience.A_DAY, Map.of(), 0);
    assertTrue(understudy.take(all, wider).isEmpty());
    understudy.follow(all, SEATING, () -> true);
    lab.forgetSince(10);
    containers(25, 40);
    assertTrue(understudy.take(lab.recipe().unwatched(), SEATING).isEmpty());
  }

  @Test
  void whereThereIsNoTimeItIsFollowedLater() {
    containers(0, 3);
    Recipe all = lab.recipe().unwatched();
    understudy.follow(all, SEATING, () -> false);
    assertEquals(0, begun);
    int[] time = {2};
    understudy.follow(all, SEATING, () -> time[0]-- > 0);
    understudy.follow(all, SEATING, () -> true);
    assertEquals(1, begun);
    assertEquals(0, understudy.take(all, SEATING).orElseThrow().left().size());
  }

  /** What was typed at windows, keys and jobs included, and packets and moments in between. */
  @Test
  void aLabAtATerminalThatWasFollowedAllTheTimeHasTheSameCopyAsOneThatWasNot() throws Exception {
    lab.setInteractive();
    lab.windows().orElseThrow().setHolder(Holder.LINES);
    Window window = lab.windows().orElseThrow().desk(Person.FIRST).open("host");
    lab.ahead(() -> true).run();
    line(window, "docker network create --subnet 10.9.0.0/24 blue", "");
    line(window, "ping 192.0.2.1", CTRL_C);
    line(window, "sleep 1000 &", "");
    line(window, "X=7; cd /tmp; iptables -I FORWARD -p tcp --dport 81 -j DROP", "");
    for (int i = 0; i < 24; i++) {
      line(window, "docker run -d --network blue --name c" + i + " -p 80" + i + ":80 nginx", "");
    }
    line(window, "curl -s http://127.0.0.1:8010/ > page; docker stop c3; echo $X", "");
    line(window, "read x; sleep 1", "word\r");
    try (SimLab followed = lab.another(lab.recipe().unwatched());
        SimLab atOnce = lab.another(lab.recipe().unwatched())) {
      SameLab.check(atOnce, followed, "copies");
      assertEquals(
          Labs.run(atOnce, "cat /tmp/page; jobs"), Labs.run(followed, "cat /tmp/page; jobs"));
    }
  }

  /** They belong to what was done last, which the copy has done without them. */
  @Test
  void keysThatComeBehindTheLastThingMakeACopyUseless() {
    lab.setInteractive();
    lab.windows().orElseThrow().setHolder(Holder.LINES);
    Window window = lab.windows().orElseThrow().desk(Person.FIRST).open("host");
    line(window, "sleep 1000 &", "");
    Recipe all = lab.recipe().unwatched();
    Understudy.Maker maker =
        (recipe, seating) -> {
          SimLab copy = SimLab.open(recipe.settings());
          copy.sitLike(lab, seating);
          return copy;
        };
    Understudy here = new Understudy(maker, 0);
    here.follow(all, lab.seating(), () -> true);
    here.take(all, lab.seating()).orElseThrow().lab().close();
    here.follow(all, lab.seating(), () -> true);
    window.type(CTRL_C.getBytes(StandardCharsets.UTF_8));
    lab.settle();
    assertTrue(here.take(all, lab.seating()).isEmpty());
    here.close();
  }

  private void line(Window window, String text, String keys) {
    if (!keys.isEmpty()) {
      lab.kernel()
          .clock()
          .after(2_300_000_000L, () -> window.type(keys.getBytes(StandardCharsets.UTF_8)));
    }
    lab.atWindow(
        window,
        new Deed.Typed("host$ ", text, false),
        new Terminal(80, bytes -> {}),
        w -> w.line(text));
    lab.settle();
    lab.ahead(() -> true).run();
  }
}
