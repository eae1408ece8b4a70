/** Spanish texts that scripts put on the page. */
export default {
  locale: 'es-ES',
  cart_unit_one: 'artículo', cart_unit: 'artículos',
  added: '{name} está en el carrito.', added_title: 'En el carrito', view_cart: 'Ver el carrito', keep: 'Seguir mirando', choose_size: 'Elige una talla antes de añadirlo.',
  quantity_of: 'Cantidad de {name}', less: 'Uno menos de {name}', more: 'Uno más de {name}', remove: 'Quitar', remove_of: 'Quitar {name}', removed: '{name} fuera del carrito.', undo: 'Deshacer',
  each: '{amount} cada uno', subtotal: 'Subtotal', delivery: 'Envío', delivery_later: 'se calcula con tu dirección', free: 'Gratis', total: 'Total', total_now: 'Total: {amount}', pieces_one: '1 artículo', pieces: '{count} artículos',
  was: 'Antes {amount}', now: 'Ahora {amount}',
  hello: 'Hola, {name}', signed_in: 'Has entrado como {name}. Los precios ya son los tuyos.', signed_out: 'Has salido. El carrito sigue aquí.', sign_in_failed: 'Ahora no podemos identificarte. Puedes comprar como invitado.',
  code_from_newsletter: 'Tu código es {code}. Vale para un pedido.', newsletter_failed: 'No hemos podido suscribirte. Inténtalo en un momento.', email_wrong: 'Escribe una dirección como nombre@ejemplo.es.',
  use_code: 'Usar {code}',
  error_required: 'Falta este dato.', error_email: 'Escribe una dirección como nombre@ejemplo.es.', error_postcode: 'Ese código postal no existe en el país elegido.', error_card: 'El número no es de una tarjeta. Prueba 4242 4242 4242 4242.', error_expiry: 'Escribe mes y año, por ejemplo 08/29.', error_cvc: 'Son tres cifras.', error_delivery: 'Elige cómo te llega.',
  errors_found: 'Hay algo que corregir: {fields}.',
  pay: 'Pagar {amount}', paying: 'Pagando…', checking: 'Comprobando el precio…', pay_list: 'Pagar {amount} a precio de lista',
  declined: 'El banco ha rechazado la tarjeta. No se ha cobrado nada; prueba con otra o con Bizum.', changed: 'El total ha cambiado de {from} a {to}. Revísalo y vuelve a pagar.', try_again: 'No hemos podido terminar el pedido. No se ha cobrado nada dos veces: inténtalo otra vez.', cart_changed: 'El carrito ha cambiado mientras pagabas. Revísalo y vuelve a pagar.', sold_out: 'Una de las ofertas se acaba de agotar. El precio está corregido: revísalo y vuelve a pagar.',
  step_done: '{step} listo.', address_line: '{name}, {street}, {postcode} {city}',
  delivery_names: { standard: 'Envío normal', express: 'Exprés', pickup: 'Recoger en la tienda' }, payment_names: { saved: 'Visa •••• 4242', card: 'Tarjeta •••• {last}', bizum: 'Bizum' },
  rules: {
    valid: 'Las reglas son correctas.', place: 'Línea {line}, columna {column}', meant: '¿Querías decir «{text}»?', found: 'Encontrado: {found}. Se esperaba: {expected}.', unchanged: 'Nada: este carrito cuesta lo mismo.', now_total: 'Publicado', new_total: 'Con tus cambios', cheaper: '{amount} menos', dearer: '{amount} más', gained: 'se aplica ahora', lost: 'deja de aplicarse', differs: '{from} → {to}', invalid: 'Corrige los errores para ver el carrito.', no_engine: 'El motor no ha podido cargarse en este navegador; no se puede probar aquí.', applied: 'se aplica', code_needed: 'con código', server_only: 'Las promociones con código se publican, pero no llegan al navegador: aquí se pueden leer, no probar.', promotions: '{count} promociones', revision: 'Revisión publicada {revision}', no_notices: 'Sin avisos.',
    percent_off: '{percent} % menos', amount_off: '{amount} menos', fixed_price: 'a {amount}', fixed_price_n: '{quantity} por {amount}', buy_get: 'por cada {buy}, {get} {benefit}', free: 'gratis', half: 'al {percent} %', at: 'a {amount}', amount_less: '{amount} menos', free_shipping: 'envío gratis', earn_points: '{points} por cada {amount}', earn_multiply: 'puntos × {factor}', earn_fixed: '{points} puntos', on_order: 'en el pedido', on_lines: 'en artículos', on_units: 'en unidades', on_shipping: 'en el envío', exclusive: 'no se suma a nada', stop: 'cierra lo rebajado', grouped: 'una del grupo «{group}»', until: 'hasta {date}', from_date: 'desde {date}', priority: 'prioridad {priority}', capped: 'hasta {amount}', conditional: 'con condiciones', always: 'siempre', points_unit_one: '{count} punto', points_unit: '{count} puntos', unknown: '{type}',
  },
};
