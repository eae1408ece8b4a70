/** English texts that scripts put on the page. */
export default {
  locale: 'en-GB',
  cart_unit_one: 'product', cart_unit: 'products',
  added: '{name} is in your cart.', added_title: 'In your cart', view_cart: 'View cart', keep: 'Keep looking', choose_size: 'Choose a size before adding it.',
  quantity_of: 'Quantity of {name}', less: 'One {name} less', more: 'One {name} more', remove: 'Remove', remove_of: 'Remove {name}', removed: '{name} taken out of the cart.', undo: 'Undo',
  each: '{amount} each', subtotal: 'Subtotal', delivery: 'Delivery', delivery_later: 'depends on your address', free: 'Free', total: 'Total', total_now: 'Total: {amount}', pieces_one: '1 product', pieces: '{count} products',
  was: 'Was {amount}', now: 'Now {amount}',
  hello: 'Hello, {name}', signed_in: 'You are signed in as {name}. Prices are now yours.', signed_out: 'You are signed out. Your cart is still here.', sign_in_failed: 'We cannot sign you in right now. You can buy as a guest.',
  code_from_newsletter: 'Your code is {code}. It is good for one order.', newsletter_failed: 'We could not subscribe you. Try again in a moment.', email_wrong: 'Write an address like name@example.com.',
  use_code: 'Use {code}',
  error_required: 'This is missing.', error_email: 'Write an address like name@example.com.', error_postcode: 'That postcode does not exist in the chosen country.', error_card: 'That is not a card number. Try 4242 4242 4242 4242.', error_expiry: 'Write month and year, for example 08/29.', error_cvc: 'It has three digits.', error_delivery: 'Choose how it reaches you.',
  errors_found: 'Something needs correcting: {fields}.',
  pay: 'Pay {amount}', paying: 'Paying…', checking: 'Checking the price…', pay_list: 'Pay {amount} at list prices',
  declined: 'The bank declined the card. Nothing was charged; try another one or Bizum.', changed: 'The total has changed from {from} to {to}. Look it over and pay again.', try_again: 'We could not finish the order. Nothing was charged twice: try again.', cart_changed: 'The cart changed while you were paying. Look it over and pay again.', sold_out: 'One of the offers has just run out. The price is corrected: look it over and pay again.',
  step_done: '{step} done.', address_line: '{name}, {street}, {postcode} {city}',
  delivery_names: { standard: 'Standard', express: 'Express', pickup: 'Collect from the shop' }, payment_names: { saved: 'Visa •••• 4242', card: 'Card •••• {last}', bizum: 'Bizum' },
  rules: {
    valid: 'The rules are correct.', place: 'Line {line}, column {column}', meant: 'Did you mean “{text}”?', found: 'Found: {found}. Expected: {expected}.', unchanged: 'Nothing: this cart costs the same.', now_total: 'Published', new_total: 'With your changes', cheaper: '{amount} less', dearer: '{amount} more', gained: 'applies now', lost: 'no longer applies', differs: '{from} → {to}', invalid: 'Correct the errors to see the cart.', no_engine: 'The engine could not be loaded in this browser; trying out is not possible here.', applied: 'applies', code_needed: 'with a code', server_only: 'Code promotions are published but never reach the browser: they can be read here, not tried.', promotions: '{count} promotions', revision: 'Published revision {revision}', no_notices: 'No notices.',
    percent_off: '{percent}% off', amount_off: '{amount} off', fixed_price: 'at {amount}', fixed_price_n: '{quantity} for {amount}', buy_get: 'for every {buy}, {get} {benefit}', free: 'free', half: 'at {percent}%', at: 'at {amount}', amount_less: '{amount} less', free_shipping: 'free delivery', earn_points: '{points} for each {amount}', earn_multiply: 'points × {factor}', earn_fixed: '{points} points', on_order: 'off the order', on_lines: 'off goods', on_units: 'off units', on_shipping: 'off delivery', exclusive: 'adds to nothing', stop: 'closes what it reduced', grouped: 'one of group “{group}”', until: 'until {date}', from_date: 'from {date}', priority: 'priority {priority}', capped: 'up to {amount}', conditional: 'with conditions', always: 'always', points_unit_one: '{count} point', points_unit: '{count} points', unknown: '{type}',
  },
};
