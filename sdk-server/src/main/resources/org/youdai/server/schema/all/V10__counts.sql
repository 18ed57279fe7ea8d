-- What was decided, counted; kept for ever. benefit: FREE, PERCENT-50, ...; '' unless admitted.
create table daily_count (
  on_day date not null,
  venue varchar not null,
  outcome varchar(8) not null,
  benefit varchar(32) not null,
  decided bigint not null,
  annulled bigint not null,
  primary key (on_day, venue, outcome, benefit)
);

-- The admitted by the hour of their decisions in Asia/Shanghai.
create table hourly_count (
  on_day date not null,
  venue varchar not null,
  hour_of_day smallint not null,
  admitted bigint not null,
  primary key (on_day, venue, hour_of_day)
);
