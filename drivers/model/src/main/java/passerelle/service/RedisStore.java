package passerelle.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import passerelle.text.WordMap;

/** What a Redis server keeps, and its answers to the commands of a first hour (redis.io). */
final class RedisStore {
  private static final String OK = "+OK\r\n";
  private static final String NIL = "$-1\r\n";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n";
  private static final String NOT_INTEGER = "-ERR value is not an integer or out of range\r\n";

  /** How many words a command takes at least, its name included. */
  private static final Map<String, Integer> COMMANDS =
      WordMap.numbers(
          """
          ping=1 echo=2 set=3 setnx=3 get=2 mset=3 mget=2 del=2 exists=2 incr=2 decr=2
          incrby=3 decrby=3 append=3 strlen=2 keys=2 type=2 dbsize=1 flushall=1 flushdb=1
          lpush=3 rpush=3 lpop=2 rpop=2 llen=2 lrange=4 sadd=3 smembers=2 scard=2 expire=3
          ttl=2 select=2 time=1 quit=1 command=1 client=2 save=1 role=1
          """);

  /** Octets that clients may say in all: more than a lesson needs, and what a lab can bear. */
  private static final long MOST_WRITTEN = 16 << 20;

  private final Map<String, Object> values = new TreeMap<>();
  private final Map<String, Long> ends = new TreeMap<>();
  private final Supplier<Instant> date;
  private long written;

  RedisStore(Supplier<Instant> date) {
    this.date = date;
  }

  int size() {
    expire();
    return values.size();
  }

  private void expire() {
    long now = date.get().getEpochSecond();
    ends.entrySet().removeIf(end -> end.getValue() <= now && forget(end.getKey()));
  }

  private boolean forget(String key) {
    values.remove(key);
    return true;
  }

  /** The answer, as RESP has it. */
  String answer(List<String> words) {
    expire();
    String name = words.get(0).toLowerCase(Locale.ROOT);
    List<String> arguments = words.subList(1, words.size());
    if (!COMMANDS.containsKey(name)) {
      StringBuilder told = new StringBuilder();
      arguments.forEach(a -> told.append('\'').append(a).append("' "));
      return "-ERR unknown command '%s', with args beginning with: %s\r\n"
          .formatted(words.get(0), told);
    }
    if (words.size() < COMMANDS.get(name)) {
      return "-ERR wrong number of arguments for '" + name + "' command\r\n";
    }
    written += arguments.stream().mapToLong(String::length).sum();
    if (written > MOST_WRITTEN) {
      return "-OOM command not allowed when used memory > 'maxmemory'.\r\n";
    }
    try {
      return answer(name, arguments);
    } catch (ClassCastException other) {
      return WRONG_TYPE;
    } catch (NumberFormatException | ArithmeticException noNumber) {
      return NOT_INTEGER;
    }
  }

  private String answer(String name, List<String> a) {
    return switch (name) {
      case "ping" -> a.isEmpty() ? "+PONG\r\n" : bulk(a.get(0));
      case "echo" -> bulk(a.get(0));
      case "set" -> set(a);
      case "setnx" -> integer(values.putIfAbsent(a.get(0), a.get(1)) == null ? 1 : 0);
      case "get" ->
          text(a.get(0)).isEmpty() && !values.containsKey(a.get(0)) ? NIL : bulk(text(a.get(0)));
      case "mset" -> mset(a);
      case "mget" ->
          array(a.stream().map(k -> values.containsKey(k) ? bulk(text(k)) : NIL).toList());
      case "incr" -> add(a.get(0), 1);
      case "decr" -> add(a.get(0), -1);
      case "incrby" -> add(a.get(0), Long.parseLong(a.get(1)));
      case "decrby" -> add(a.get(0), -Long.parseLong(a.get(1)));
      case "append" -> append(a.get(0), a.get(1));
      case "strlen" -> integer(text(a.get(0)).length());
      case "lpush", "rpush", "lpop", "rpop", "llen", "lrange" -> list(name, a);
      case "sadd", "smembers", "scard" -> set(name, a);
      default -> keys(name, a);
    };
  }

  private String keys(String name, List<String> a) {
    return switch (name) {
      case "del" -> integer(a.stream().filter(k -> values.remove(k) != null).count());
      case "exists" -> integer(a.stream().filter(values::containsKey).count());
      case "keys" ->
          array(values.keySet().stream().filter(glob(a.get(0))).map(RedisStore::bulk).toList());
      case "type" -> "+" + type(values.get(a.get(0))) + "\r\n";
      case "dbsize" -> integer(values.size());
      case "flushall", "flushdb" -> {
        values.clear();
        yield OK;
      }
      case "expire" -> {
        boolean known = values.containsKey(a.get(0));
        if (known) {
          ends.put(a.get(0), date.get().getEpochSecond() + Long.parseLong(a.get(1)));
        }
        yield integer(known ? 1 : 0);
      }
      case "ttl" -> integer(left(a.get(0)));
      case "time" ->
          array(
              List.of(
                  bulk("" + date.get().getEpochSecond()), bulk("" + date.get().getNano() / 1000)));
      case "command" -> "*0\r\n";
      case "role" -> array(List.of(bulk("master"), integer(0), "*0\r\n"));
      default -> OK;
    };
  }

  private long left(String key) {
    if (!values.containsKey(key)) {
      return -2;
    }
    return ends.containsKey(key) ? ends.get(key) - date.get().getEpochSecond() : -1;
  }

  private static String type(Object value) {
    return value == null
        ? "none"
        : value instanceof String ? "string" : value instanceof List<?> ? "list" : "set";
  }

  private String set(List<String> a) {
    values.put(a.get(0), a.get(1));
    ends.remove(a.get(0));
    if (a.size() == 4 && a.get(2).equalsIgnoreCase("ex")) {
      ends.put(a.get(0), date.get().getEpochSecond() + Long.parseLong(a.get(3)));
    } else if (a.size() > 2) {
      return "-ERR syntax error\r\n";
    }
    return OK;
  }

  private String mset(List<String> a) {
    if (a.size() % 2 != 0) {
      return "-ERR wrong number of arguments for 'mset' command\r\n";
    }
    for (int i = 0; i < a.size(); i += 2) {
      values.put(a.get(i), a.get(i + 1));
    }
    return OK;
  }

  private String add(String key, long amount) {
    long sum = Math.addExact(values.containsKey(key) ? Long.parseLong(text(key)) : 0, amount);
    values.put(key, String.valueOf(sum));
    return integer(sum);
  }

  private String append(String key, String more) {
    values.put(key, text(key) + more);
    return integer(text(key).length());
  }

  private String text(String key) {
    return String.class.cast(values.getOrDefault(key, ""));
  }

  @SuppressWarnings("unchecked")
  private String list(String name, List<String> a) {
    List<String> list = List.class.cast(values.getOrDefault(a.get(0), new ArrayList<String>()));
    String answer;
    switch (name) {
      case "lpush", "rpush" -> {
        a.subList(1, a.size()).forEach(v -> list.add(name.equals("lpush") ? 0 : list.size(), v));
        answer = integer(list.size());
      }
      case "lpop", "rpop" ->
          answer =
              list.isEmpty() ? NIL : bulk(list.remove(name.equals("lpop") ? 0 : list.size() - 1));
      case "llen" -> answer = integer(list.size());
      default -> answer = range(list, Integer.parseInt(a.get(1)), Integer.parseInt(a.get(2)));
    }
    keep(a.get(0), list, list.isEmpty());
    return answer;
  }

  private static String range(List<String> list, int from, int to) {
    int first = Math.max(0, from < 0 ? list.size() + from : from);
    int last = Math.min(list.size() - 1, to < 0 ? list.size() + to : to);
    return array(
        first > last
            ? List.of()
            : list.subList(first, last + 1).stream().map(RedisStore::bulk).toList());
  }

  @SuppressWarnings("unchecked")
  private String set(String name, List<String> a) {
    Set<String> set = Set.class.cast(values.getOrDefault(a.get(0), new LinkedHashSet<String>()));
    String answer =
        switch (name) {
          case "sadd" -> integer(a.subList(1, a.size()).stream().filter(set::add).count());
          case "scard" -> integer(set.size());
          default -> array(set.stream().map(RedisStore::bulk).toList());
        };
    keep(a.get(0), set, set.isEmpty());
    return answer;
  }

  /** A key without a value does not exist. */
  private void keep(String key, Object value, boolean empty) {
    if (empty) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  private static Predicate<String> glob(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    Pattern whole = Pattern.compile(regex);
    return text -> whole.matcher(text).matches();
  }

  private static String integer(long number) {
    return ":" + number + "\r\n";
  }

  /** A bulk string. */
  static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static String array(List<String> items) {
    return "*" + items.size() + "\r\n" + String.join("", items);
  }
}
