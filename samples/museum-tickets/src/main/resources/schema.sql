-- A ticket is of a decision, never of a person: no name, no number, nothing of the code.
create table if not exists ticket (
  id uuid primary key,
  museum_day date not null,
  kind varchar(8) not null,
  benefit varchar(16) not null,
  pays_percent integer not null
);
create index if not exists ticket_by_day on ticket (museum_day);
