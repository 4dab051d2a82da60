package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.LimitMatch;
import passerelle.netfilter.PkttypeMatch;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftKey;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;

/** Makes rules of nftables ready for packets ({@code nf_tables_newrule}). */
record NftCompiler(Nat nat, MatchTables shared) {
  NftEntry compile(NftTable table, NftRule rule) {
    for (NftRule.Statement statement : rule.statements()) {
      // Several values in braces are a set without a name, which has a number, too.
      if (statement.text().contains("{")) {
        table.nextHandle();
      }
    }
    return new NftEntry(rule, parts(table, rule), table.nextHandle());
  }

  /** An entry of the table, after one of its chains got another name. */
  NftEntry renamed(NftTable table, NftEntry entry, String chain, String name) {
    NftRule rule = entry.rule().renamed(chain, name);
    return rule.equals(entry.rule()) ? entry : entry.with(rule, parts(table, rule));
  }

  private List<NftEntry.Part> parts(NftTable table, NftRule rule) {
    List<NftEntry.Part> parts = new ArrayList<>();
    rule.statements().forEach(statement -> parts.add(part(table, statement.does())));
    return parts;
  }

  private NftEntry.Part part(NftTable table, NftExpression does) {
    if (does instanceof NftExpression.Compare compare) {
      return new NftEntry.Part.Asks(
          NftFields.among(compare.field(), compare.negated(), now -> compare.values()));
    }
    if (does instanceof NftExpression.InSet in) {
      NftSet set = table.sets.get(in.set());
      return new NftEntry.Part.Asks(NftFields.among(in.field(), in.negated(), set::values));
    }
    if (does instanceof NftExpression.Refers refers) {
      return new NftEntry.Part.Asks(table.object(refers.kind(), refers.name())::holds);
    }
    if (does instanceof NftExpression.Quota quota) {
      NftObject its =
          new NftObject(
              NftObject.Kind.QUOTA, "", "", quota.amount(), quota.over(), Optional.empty(), "");
      return new NftEntry.Part.Asks(new NftStateful(its, 0, 0, 0)::holds);
    }
    if (does instanceof NftExpression.Change change) {
      NftSet set = table.sets.get(change.set());
      NftFields.Values field = NftFields.reader(change.field());
      return new NftEntry.Part.Asks(
          packet -> {
            long value = field.of(packet);
            return value != NftFields.ABSENT && set.change(change, value, packet, shared);
          });
    }
    if (does instanceof NftExpression.ChooseFrom from) {
      return new NftEntry.Part.LooksUp(
          key(from.key()), table.sets.get(from.map()), element -> then(from.how(), element));
    }
    if (does instanceof NftExpression.Holds holds) {
      Condition condition = holds.match().accept(new Conditions(shared));
      Condition asked = condition.negate(holds.negated());
      boolean anyFrame =
          holds.match() instanceof LimitMatch || holds.match() instanceof PkttypeMatch;
      return new NftEntry.Part.Asks(anyFrame ? asked : p -> p.isIpv4() && asked.test(p));
    }
    if (does instanceof NftExpression.Apply apply) {
      return verdict(apply.target());
    }
    if (does instanceof NftExpression.Choose choose) {
      List<NftEntry.Branch> branches = new ArrayList<>();
      choose
          .branches()
          .forEach(b -> branches.add(new NftEntry.Branch(b.values(), verdict(b.target()))));
      return new NftEntry.Part.Chooses(key(choose.key()), branches);
    }
    return new NftEntry.Part.Counts();
  }

  /** Where an element of a map leads; what says no verdict is an address, a port or a mark. */
  private NftEntry.Part then(String how, NftElement element) {
    if (element.verdict().isPresent()) {
      return verdict(element.verdict().get());
    }
    String data = element.data().replace(" . ", ":");
    String option =
        switch (how) {
          case "dnat" -> "--to-destination ";
          case "snat" -> "--to-source ";
          case "redirect" -> "--to-ports ";
          default -> "--set-xmark ";
        };
    String words = "-p tcp -j " + how.toUpperCase(Locale.ROOT) + " " + option + data;
    return verdict(Rule.of(words).target());
  }

  private NftFields.Values key(NftKey key) {
    if (key instanceof NftField field) {
      return NftFields.reader(field);
    }
    NftKey.NumberGenerator numbers = (NftKey.NumberGenerator) key;
    if (numbers.random()) {
      return packet ->
          numbers.offset()
              + Integer.remainderUnsigned(shared.random().nextInt(), numbers.modulus());
    }
    int[] next = {0};
    return packet -> {
      int number = next[0];
      next[0] = (number + 1) % numbers.modulus();
      return numbers.offset() + number;
    };
  }

  private NftEntry.Part verdict(Target target) {
    if (target instanceof JumpTarget jump) {
      return new NftEntry.Part.Jumps(jump.chain(), jump.isGoto());
    }
    Actions actions = new Actions(name -> null, nat, shared.sets());
    return new NftEntry.Part.Does(target.accept(actions));
  }
}
