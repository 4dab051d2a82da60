package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a reader does unasked whom a deck's command is refused. */
final class ReadersWays {
  private final HostLine run;
  private final Supplier<String> said;
  private final DeckNames names;
  private final OwnImages images;
  private final OwnApplication application;
  private final Presumed presumed;
  private final MadeBefore madeBefore;
  private final HomeNetwork home;
  private final OwnDevices devices;

  /**
   * Nothing was done yet.
   *
   * @param run does what the reader does, unseen, and gives its status
   * @param said what the last of that has printed
   */
  ReadersWays(HostLine run, Supplier<String> said, DeckNames names) {
    this.run = run;
    this.said = said;
    this.names = names;
    images = new OwnImages(run);
    presumed = new Presumed(run);
    application = new OwnApplication(run, images, presumed);
    madeBefore = new MadeBefore(run);
    home = new HomeNetwork(names.session(), run);
    devices = new OwnDevices(names.session(), run);
  }

  /** The author's images. */
  OwnImages images() {
    return images;
  }

  /** A command of the deck's has ended. */
  void ended(String command, int status) {
    if (status == 0) {
      madeBefore.done(command);
    } else {
      images.failed(command);
    }
  }

  /**
   * Does it.
   *
   * @param command what was refused
   * @param inside the container in whose shell it was typed
   * @param unheard tells names that no command before has named
   * @return how; empty if the refusal tells of nothing of the kind
   */
  Optional<String> make(
      String command, String refusal, Optional<String> inside, Predicate<String> unheard) {
    return InTheWay.remove(command, refusal, run)
        .or(() -> NotYetUp.start(refusal, run, () -> images.make("", said.get())))
        .or(() -> MissingTools.install(command, refusal, inside, run))
        .or(() -> names.lend(refusal, run))
        .or(() -> madeBefore.again(command, refusal, unheard))
        .or(() -> presumed.make(command, refusal, unheard))
        .or(() -> inside.isEmpty() ? onMachine(command, refusal, unheard) : Optional.empty())
        .or(() -> PublicNames.find(command, refusal, inside, run))
        .or(() -> application.build(command, refusal))
        .or(() -> application.answer(command, refusal));
  }

  private Optional<String> onMachine(String command, String refusal, Predicate<String> unheard) {
    return devices
        .make(command, refusal, unheard)
        .or(() -> home.make(command, refusal, unheard))
        .or(() -> new ReadersOwn(run).make(command, refusal, unheard));
  }
}
