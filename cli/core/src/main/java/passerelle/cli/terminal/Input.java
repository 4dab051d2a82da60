package passerelle.cli.terminal;

import passerelle.sim.tty.Answer;
import passerelle.sim.tty.Tty;

/** What a person does at a window. */
sealed interface Input {
  /** Does it. */
  void giveTo(Tty tty);

  /** Keys, for the program that runs; where no line editor is, for the prompt too. */
  record Keys(byte[] bytes) implements Input {
    @Override
    public void giveTo(Tty tty) {
      tty.type(bytes);
    }
  }

  /** A line editor's answer to the shell that asks, wherever that is. */
  record Reply(Answer answer) implements Input {
    @Override
    public void giveTo(Tty tty) {
      tty.focus().answer(answer);
    }
  }

  /** The window has another size. */
  record Size(int columns, int rows) implements Input {
    @Override
    public void giveTo(Tty tty) {
      tty.resize(columns, rows);
    }
  }

  /** The window is closed. */
  record HangUp() implements Input {
    @Override
    public void giveTo(Tty tty) {
      tty.hangUp();
    }
  }
}
