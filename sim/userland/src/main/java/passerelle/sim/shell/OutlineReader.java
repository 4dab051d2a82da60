package passerelle.sim.shell;

/** Makes an outline of a parsed script. */
record OutlineReader(Sources sources) {
  /**
   * The outline of a command.
   *
   * @param text as which it was written
   */
  Outline read(Command command, String text) {
    if (command instanceof Command.Sequence sequence) {
      return new Outline.Sequence(text, sequence.commands().stream().map(this::read).toList());
    } else if (command instanceof Command.AndOr list) {
      return new Outline.AndOr(text, read(list.left()), list.and(), read(list.right()));
    } else if (command instanceof Command.Not not) {
      return new Outline.Not(text, read(not.command()));
    } else if (command instanceof Command.Pipeline pipeline) {
      return new Outline.Pipeline(text, pipeline.commands().stream().map(this::read).toList());
    } else if (command instanceof Command.Simple simple && simple.assignments().isEmpty()) {
      return read(simple, text);
    } else if (command instanceof Command.Background background) {
      return new Outline.Other(background.text() + " &");
    }
    return new Outline.Other(text);
  }

  private Outline read(Command command) {
    return read(command, sources.of(command));
  }

  /** A here-document stands outside of the text of its command, which cannot be had alone. */
  private Outline read(Command.Simple simple, String text) {
    if (simple.redirects().stream().anyMatch(redirect -> redirect.document().isPresent())) {
      return new Outline.Other(text);
    }
    return new Outline.Simple(
        text,
        simple.words().stream().map(sources::of).toList(),
        simple.redirects().stream()
            .map(r -> new Outline.Redirect(r.fd(), r.operator(), sources.of(r.target())))
            .toList());
  }
}
