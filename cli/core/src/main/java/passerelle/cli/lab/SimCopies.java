package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.kernel.op.Plan;
import passerelle.scenarios.replay.LabException;

/** Labs that become what one lab is, by doing the same again. */
final class SimCopies {
  private final SimLab lab;
  private final Understudy understudy = new Understudy(this::follower, 0);

  /**
   * Whoever asks since when something is so asks about one of the last things, most often; who
   * begins again asks for a lab in which nothing has been done.
   */
  private final List<Understudy> behind =
      Stream.of(1, 3, 9, Integer.MAX_VALUE)
          .map(some -> new Understudy(this::follower, some))
          .toList();

  /** That of which this one is only asked for; what is undone there has no other behind it. */
  private Optional<SimCopies> original = Optional.empty();

  SimCopies(SimLab lab) {
    this.lab = lab;
  }

  /**
   * A lab in which only the first things have been done that were done here: all but some where one
   * has followed so far, the nearest first, or else none.
   */
  SimLab earlier() throws LabException {
    Recipe mine = lab.recipe().unwatched();
    SimCopies source = original.orElse(this);
    Recipe theirs = source.lab.recipe().unwatched();
    int count = theirs.deeds().size();
    Optional<Understudy.Begun> followed =
        mine.deeds().size() >= count && source.isAsNow(mine.first(count))
            ? source.late(theirs)
            : Optional.empty();
    return followed.isPresent() ? followed.get().lab() : another(mine.first(0));
  }

  /**
   * Another lab, made by a recipe.
   *
   * @throws LabException when the daemon refuses its options
   * @throws GivenUp when Ctrl-C has come meanwhile, or before
   */
  SimLab another(Recipe recipe) throws LabException {
    boolean alike = recipe.noted() == Recipe.Noted.AUTHORS && isAsNow(recipe);
    boolean resting = alike || recipe.noted() == Recipe.Noted.NOTHING;
    boolean fresh = recipe.deeds().isEmpty() && recipe.noted() != Recipe.Noted.CHANGES;
    People people = lab.people();
    people.unlessGivenUp();
    people.alsoInterrupt(Optional.of(() -> followers().forEach(Understudy::interrupt)));
    Optional<SimLab> made = Optional.empty();
    try {
      Optional<Understudy.Begun> followed = resting || fresh ? followed(recipe) : Optional.empty();
      SimLab copy = followed.isPresent() ? followed.get().lab() : begin(recipe, lab.seating());
      if (resting) {
        copy.ledger().rest();
      } else {
        copy.ledger().goOn();
      }
      made = Optional.of(copy);
      if (people.isAside()) {
        people.goesOnIn(copy.people());
      }
      people.alsoInterrupt(Optional.of(copy::interrupt));
      for (Deed deed : followed.map(Understudy.Begun::left).orElse(recipe.deeds())) {
        people.unlessGivenUp();
        if (alike) {
          copy.repeat(deed);
        } else {
          deed.redo(copy);
        }
      }
      copy.advanceTo(recipe.until());
      people.unlessGivenUp();
      if (alike) {
        copy.ledger().copy(lab.ledger());
      }
      return copy;
    } catch (GivenUp before) {
      made.ifPresent(SimLab::close);
      throw before;
    } finally {
      if (!people.isAside()) {
        people.alsoInterrupt(Optional.empty());
      }
    }
  }

  private Optional<Understudy.Begun> followed(Recipe recipe) {
    return understudy.take(recipe, lab.seating()).or(() -> late(recipe));
  }

  private Optional<Understudy.Begun> late(Recipe recipe) {
    return behind.stream().flatMap(u -> u.take(recipe, lab.seating()).stream()).findFirst();
  }

  private Stream<Understudy> followers() {
    return Stream.concat(Stream.of(understudy), behind.stream());
  }

  /** A copy that is where the lab is: the next one that is asked for, unless something goes on. */
  void giveBack(SimLab copy) {
    SimCopies source = original.orElse(this);
    if (source.isAsNow(copy.recipe())) {
      source.understudy.replace(copy, source.lab.recipe().unwatched(), source.lab.seating());
    } else {
      copy.close();
    }
  }

  /** What the engine does on the way to where a recipe leads. */
  List<Plan> plans(Recipe recipe) throws LabException {
    List<Plan> plans = new ArrayList<>();
    try (SimLab copy = begin(recipe, lab.seating(), plans::add)) {
      copy.ledger().rest();
      lab.alsoInterrupt(Optional.of(copy::interrupt));
      recipe.deeds().forEach(deed -> deed.redo(copy));
      copy.advanceTo(recipe.until());
      // The end of that lab stops its containers, which are plans too.
      return List.copyOf(plans);
    } finally {
      lab.alsoInterrupt(Optional.empty());
    }
  }

  private SimLab begin(Recipe recipe, Understudy.Seating seating) throws LabException {
    return begin(recipe, seating, plan -> {});
  }

  private SimLab begin(Recipe recipe, Understudy.Seating seating, Consumer<Plan> watcher)
      throws LabException {
    SimLab copy = new SimLabBuilder(recipe.settings(), recipe.preparation()).build(watcher);
    copy.deeds().watch(recipe.noted() == Recipe.Noted.CHANGES && lab.deeds().isWatched());
    copy.sitLike(lab, seating);
    if (recipe.noted() != Recipe.Noted.CHANGES) {
      copy.copies().original = original.or(() -> Optional.of(this));
    }
    return copy;
  }

  private SimLab follower(Recipe recipe, Understudy.Seating seating) throws LabException {
    SimLab copy = begin(recipe, seating);
    copy.ledger().rest();
    return copy;
  }

  /** What makes a copy before somebody asks for it, while there is time; on any thread. */
  Runnable ahead(BooleanSupplier spare) {
    Recipe now = lab.recipe().unwatched();
    Understudy.Seating seating = lab.seating();
    return () -> followers().forEach(follower -> follower.follow(now, seating, spare));
  }

  /** Whether a recipe leads to the lab as it is now, in which nothing goes on. */
  private boolean isAsNow(Recipe recipe) {
    List<Deed> mine = lab.deeds().deeds();
    List<Deed> theirs = recipe.deeds();
    return mine.size() == theirs.size()
        && IntStream.range(0, mine.size())
            .allMatch(i -> mine.get(i).course().ended() && mine.get(i).isSame(theirs.get(i)));
  }

  /** Whoever makes a copy beforehand ends soon. */
  void close() {
    followers().forEach(Understudy::close);
  }
}
