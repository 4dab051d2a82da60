# The functions of jq that its own language can say (jq's manual).
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def recurse(f): def r: ., (f | r); r;
def recurse: recurse(.[]?);
def recurse(f; c): def r: ., (f | select(c) | r); r;
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type == "array" or type == "object");
def scalars: select(type != "array" and type != "object");
def add: reduce .[] as $x (null; . + $x);
def add(f): reduce f as $x (null; . + $x);
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries:
  reduce .[] as $x ({};
    . + {($x | if .key == null then (.k // .name // .Name // .K // .Key) else .key end
             | if type == "string" then . else tojson end):
         ($x | if has("value") then .value elif has("v") then .v else .Value end)});
def with_entries(f): to_entries | map(f) | from_entries;
def map_values(f): .[] |= f;
def join($s):
  reduce .[] as $x (null;
    (if . == null then "" else . + $s end)
      + ($x | if . == null then "" elif type == "boolean" or type == "number" then tojson else . end))
  // "";
def any(g; c): isempty(first(g | c | select(.))) | not;
def all(g; c): isempty(first(g | c | select(. | not)));
def any(f): any(.[]; f);
def all(f): all(.[]; f);
def any: any(.);
def all: all(.);
def flatten($d):
  reduce .[] as $x ([];
    if ($x | type) == "array" and $d > 0 then . + ($x | flatten($d - 1)) else . + [$x] end);
def flatten: flatten(1000);
def unique_by(f): [group_by(f)[] | .[0]];
def unique: unique_by(.);
def first: .[0];
def last: .[-1];
def last(f): reduce f as $x (null; $x);
def nth($n): .[$n];
def nth($n; f): last(limit($n + 1; f));
def until(c; u): def r: if c then . else (u | r) end; r;
def while(c; u): def r: if c then ., (u | r) else empty end; r;
def repeat(f): def r: f | (., r); r;
def range($a; $b; $s): $a | while(if $s > 0 then . < $b else . > $b end; . + $s);
def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def pick(f): . as $in | reduce path(f) as $p (null; setpath($p; $in | getpath($p)));
def index($x): indices($x) | .[0];
def rindex($x): indices($x) | .[-1];
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
def inside($b): . as $a | $b | contains($a);
def in($o): . as $k | $o | has($k);
def match($re; $f): _match($re; $f)[];
def match($re): if ($re | type) == "array" then match($re[0]; $re[1] // "") else match($re; "") end;
def test($re; $f): (_match($re; $f) | length) > 0;
def test($re): if ($re | type) == "array" then test($re[0]; $re[1] // "") else test($re; "") end;
def named: [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def capture($re; $f): match($re; $f) | named;
def capture($re): capture($re; "");
def scan($re): match($re; "g") | if (.captures | length) > 0 then [.captures[].string] else .string end;
def sub($re; f; $flags):
  . as $in
  | reduce match($re; $flags) as $m ({at: 0, out: ""};
      .out += $in[.at:$m.offset] + ($m | named | f) | .at = $m.offset + $m.length)
  | .out + $in[.at:];
def sub($re; f): sub($re; f; "");
def gsub($re; f; $flags): sub($re; f; $flags + "g");
def gsub($re; f): sub($re; f; "g");
def split($re; $flags):
  . as $in
  | reduce match($re; $flags + "g") as $m ({at: 0, out: []};
      .out += [$in[.at:$m.offset]] | .at = $m.offset + $m.length)
  | .out + [$in[.at:]];
def splits($re): split($re; "")[];
def ascii: [.] | implode;
def abs: if type == "number" and . < 0 then -. else . end;
def toarray: if type == "array" then . else [.] end;
def transpose: . as $rows | [range(map(length) | max // 0) as $i | [$rows[] | .[$i]]];
def walk(f):
  def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f;
  w;
def env: $ENV;
def now: $__now;
def isvalid(f): try (f | true) catch false;
def finites: select(type == "number");
def input_filename: null;
def debug(m): .;
