package passerelle.cli.play;

import passerelle.cli.session.Session;
import passerelle.cli.session.SlideSession;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.slides.DeckRun;
import passerelle.sim.process.Sink;

/**
 * A command of a deck, typed as leniently as the replay of decks types it.
 *
 * @param run the deck in its lab
 * @param lab shows what the command prints
 */
record DeckCue(DeckRun run, SlideSession lab, DeckRun.Cue cue) implements Cue {
  @Override
  public String prompt(Session session) {
    return session.prompt(cue.typed().where().orElse(new Where.Here()));
  }

  @Override
  public String command() {
    return cue.typed().command();
  }

  @Override
  public int run(Session session, Sink screen) {
    lab.showOn(screen);
    try {
      return run.play(cue).output().map(Output::status).orElse(0);
    } finally {
      lab.showOn(bytes -> true);
    }
  }
}
