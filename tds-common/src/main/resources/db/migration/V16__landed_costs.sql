-- Freight and duties are lines of a bill, but no goods. Stock that is valued from bill lines leaves them out.

alter table zoho.bill_lines add column is_landedcost boolean;
