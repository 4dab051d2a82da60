package passerelle.cli.page;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import passerelle.cli.join.Lookout;
import passerelle.real.sys.Daemon;

/**
 * Passes on what a page asks a lab, and what the lab tells. A page that does not take it waits.
 * Jetty calls its methods, which it finds in public classes only.
 */
public final class LabRelay implements Session.Listener.AutoDemanding {
  /** RFC 6455, section 7.4.1. */
  private static final int GOING_AWAY = 1001;

  private final Way way;
  private volatile Session page;
  private volatile Lookout lab;

  LabRelay(Way way) {
    this.way = way;
  }

  /** The way to a lab. */
  public interface Way {
    /**
     * Goes there once more.
     *
     * @throws IOException when the lab is no more
     */
    Lookout open() throws IOException;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    page = session;
    try {
      lab = way.open();
      Daemon.start("page", this::hear);
    } catch (IOException gone) {
      end();
    }
  }

  private void hear() {
    try {
      lab.hear(this::tell);
    } catch (IOException | CompletionException gone) {
      // The lab is no more, or the page.
      leave();
    } finally {
      end();
    }
  }

  private void tell(String line) {
    Callback.Completable sent = new Callback.Completable();
    page.sendText(line, sent);
    sent.join();
  }

  @Override
  public void onWebSocketText(String question) {
    try {
      lab.ask(question);
    } catch (IOException gone) {
      end();
    }
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    leave();
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    leave();
  }

  private void end() {
    leave();
    page.close(GOING_AWAY, "", Callback.NOOP);
  }

  private void leave() {
    try {
      if (lab != null) {
        lab.close();
      }
    } catch (IOException gone) {
      return;
    }
  }
}
