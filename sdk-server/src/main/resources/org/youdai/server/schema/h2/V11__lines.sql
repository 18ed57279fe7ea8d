-- The lines of all journals (docs/formats.md, 10), without the pseudonyms.
create table decision_line (
  id uuid not null,
  kind varchar(8) not null,
  on_day date not null,
  at_time timestamp with time zone not null,
  venue varchar not null,
  gate varchar not null,
  outcome varchar(8) not null,
  reason varchar not null,
  benefit varchar not null,
  percent smallint not null,
  rule varchar not null,
  trust bigint not null,
  policy bigint not null,
  freshness varchar not null,
  clock varchar not null,
  guard varchar not null,
  journal uuid not null,
  seq bigint not null,
  received timestamp with time zone not null,
  primary key (id, kind, on_day)
);
