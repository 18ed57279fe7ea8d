-- What instances agree on besides rows: one intake at a time (ledger) locks this row.
create table turn (
  name varchar(32) primary key
);
insert into turn (name) values ('intake');
