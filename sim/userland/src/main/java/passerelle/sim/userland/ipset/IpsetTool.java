package passerelle.sim.userland.ipset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Capability;
import passerelle.sim.netlink.IpsetNetlink;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.SetFault;
import passerelle.sim.uapi.SetInfo;
import passerelle.sim.uapi.SetMember;
import passerelle.sim.uapi.SetOptions;
import passerelle.sim.uapi.SetType;
import passerelle.sim.userland.net.ServiceNames;

/** ipset (ipset(8)). */
public final class IpsetTool implements BlockingProgram {
  private static final int MOST_NAME = 31;

  @Override
  public int run(Process self) {
    return new Session(self).run();
  }

  /** One run. */
  private static final class Session {
    private final Process self;
    private final IpsetNetlink sets;

    Session(Process self) {
      this.self = self;
      sets = Nfnetlink.of(self.netns()).sets();
    }

    int run() {
      boolean quiet = self.arguments().contains("-q") || self.arguments().contains("-quiet");
      try {
        IpsetWords words = IpsetWords.parse(self.arguments());
        if (words.command() == IpsetWords.Command.VERSION) {
          self.stdout().print("ipset v7.22, protocol version: 7\n");
          return 0;
        }
        if (!self.has(Capability.NET_ADMIN)) {
          throw IpsetFailure.refused("Kernel error received: Operation not permitted");
        }
        return words.command() == IpsetWords.Command.RESTORE ? restore(words) : obey(words);
      } catch (IpsetFailure failure) {
        self.stderr().print(quiet ? "" : failure.render(""));
        return failure.status();
      }
    }

    private int restore(IpsetWords options) throws IpsetFailure {
      String text = new String(self.stdin().readAll(), StandardCharsets.UTF_8);
      int number = 0;
      for (String line : text.split("\n")) {
        number++;
        if (line.isBlank() || line.startsWith("#") || line.strip().equals("COMMIT")) {
          continue;
        }
        List<String> words = new ArrayList<>(split(line));
        if (options.has(IpsetWords.Option.EXIST)) {
          words.add("-exist");
        }
        IpsetWords command = IpsetWords.parse(words);
        try {
          obey(command);
        } catch (IpsetFailure failure) {
          self.stderr().print(failure.render("Error in line " + number + ": "));
          return failure.status();
        }
      }
      return 0;
    }

    /** Words at blanks; a comment is in double quotes. */
    private static List<String> split(String line) {
      int quote = line.indexOf('"');
      if (quote < 0) {
        return Arrays.asList(line.strip().split("\\s+"));
      }
      int end = line.indexOf('"', quote + 1);
      List<String> out = new ArrayList<>(split(line.substring(0, quote)));
      out.add(line.substring(quote + 1, end < 0 ? line.length() : end));
      String rest = end < 0 ? "" : line.substring(end + 1);
      if (!rest.isBlank()) {
        out.addAll(split(rest));
      }
      return out;
    }

    private int obey(IpsetWords words) throws IpsetFailure {
      try {
        return switch (words.command()) {
          case CREATE -> create(words);
          case ADD, DEL -> change(words);
          case TEST -> test(words);
          case LIST, SAVE -> show(words);
          default -> whole(words);
        };
      } catch (SetFault fault) {
        boolean skipped =
            words.has(IpsetWords.Option.EXIST)
                && (fault.why() == SetFault.Why.ELEMENT_MISSING
                    || fault.why() == SetFault.Why.NO_SET
                        && words.command() == IpsetWords.Command.DESTROY);
        if (skipped) {
          return 0;
        }
        throw IpsetFailure.kernel(fault);
      }
    }

    private int create(IpsetWords words) throws IpsetFailure, SetFault {
      String name = words.next();
      if (name.length() > MOST_NAME) {
        throw IpsetFailure.syntax(
            "setname '" + name + "' is longer than " + MOST_NAME + " characters");
      }
      SetType type = NewSet.type(words.next());
      SetOptions options = NewSet.read(type, words, sets.seed());
      Optional<SetInfo> there = sets.find(name);
      if (there.isPresent()
          && words.has(IpsetWords.Option.EXIST)
          && there.get().type() == type
          && there.get().options().timeout().equals(options.timeout())) {
        return 0;
      }
      sets.create(name, type, options);
      return 0;
    }

    private List<SetMember> members(SetInfo set, IpsetWords words) throws IpsetFailure {
      return new MemberWords(set.type(), new ServiceNames(self)).parse(words.next());
    }

    private int change(IpsetWords words) throws IpsetFailure, SetFault {
      SetInfo set = sets.get(words.next());
      List<SetMember> members = members(set, words);
      if (words.command() == IpsetWords.Command.DEL) {
        requireEnd(words);
        for (SetMember member : members) {
          sets.delete(set.name(), member);
        }
        return 0;
      }
      NewMember described = NewMember.read(set, words);
      for (SetMember member : members) {
        sets.add(set.name(), described.element(member), words.has(IpsetWords.Option.EXIST));
      }
      return 0;
    }

    private static void requireEnd(IpsetWords words) throws IpsetFailure {
      if (words.hasNext()) {
        throw NewMember.unknown(words.next());
      }
    }

    private int test(IpsetWords words) throws IpsetFailure, SetFault {
      SetInfo set = sets.get(words.next());
      SetMember member = members(set, words).get(0);
      requireEnd(words);
      boolean in = sets.test(set.name(), member);
      String text = MemberWords.text(set.type(), member);
      if (!words.has(IpsetWords.Option.QUIET)) {
        String start = in ? "Warning: " + text + " is in set " : text + " is NOT in set ";
        self.stderr().print(start + set.name() + ".\n");
      }
      return in ? 0 : 1;
    }

    private int show(IpsetWords words) throws SetFault {
      List<SetInfo> shown = words.hasNext() ? List.of(sets.get(words.next())) : sets.list();
      boolean sorted = words.has(IpsetWords.Option.SORTED);
      boolean terse = words.has(IpsetWords.Option.TERSE);
      String separator = "";
      for (SetInfo set : shown) {
        if (words.has(IpsetWords.Option.NAME)) {
          self.stdout().print(set.name() + "\n");
        } else if (words.command() == IpsetWords.Command.SAVE) {
          self.stdout().print(SetListing.save(set, sets.contents(set.name()), sorted));
        } else {
          String text = SetListing.list(set, sets.contents(set.name()), terse, sorted);
          self.stdout().print(separator + text);
          separator = "\n";
        }
      }
      return 0;
    }

    /** What concerns whole sets. */
    private int whole(IpsetWords words) throws IpsetFailure, SetFault {
      switch (words.command()) {
        case DESTROY -> {
          if (words.hasNext()) {
            sets.destroy(words.next());
          } else {
            sets.destroyAll();
          }
        }
        case FLUSH -> {
          if (words.hasNext()) {
            sets.flush(words.next());
          } else {
            sets.flushAll();
          }
        }
        case RENAME -> sets.rename(words.next(), words.next());
        case SWAP -> sets.swap(words.next(), words.next());
        default -> throw IpsetFailure.notModelled(words.command().word());
      }
      return 0;
    }
  }
}
